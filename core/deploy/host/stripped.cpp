#include "core/deploy/host/stripped.hpp"

#include <stdlib.h>
#include <unistd.h>

#include <cstdlib>

#include "core/deploy/durable.hpp"
#include "core/deploy/host/program_path.hpp"
#include "core/exit_code.hpp"
#include "core/file_descriptor.hpp"
#include "core/launch/describe_runner.hpp"

namespace seqboard::deploy {

namespace {

constexpr Duration kLimit = std::chrono::seconds{60};

/// A file of our own that is gone with this object.
class ScratchFile {
public:
    ScratchFile() {
        const char* const folder = std::getenv("TMPDIR");
        path_ = std::string{folder != nullptr && *folder != '\0' ? folder : "/tmp"} + "/seqboard-strip-XXXXXX";
        const FileDescriptor file{::mkstemp(path_.data())};
        if (!file) throw StartError{ExitCode::kNoSpace, path_ + ": cannot be made"};
    }
    ScratchFile(const ScratchFile&) = delete;
    ScratchFile& operator=(const ScratchFile&) = delete;
    ~ScratchFile() { ::unlink(path_.c_str()); }

    const std::string& path() const { return path_; }

private:
    std::string path_;
};

}  // namespace

std::string stripped(const std::string& program) {
    const std::string tool = program_path("eu-strip");
    if (tool.empty())
        throw StartError{ExitCode::kUnavailable,
                         "eu-strip is missing; install it (Debian: apt-get install elfutils), or bundle with --keep-symbols"};
    const ScratchFile out;
    const ProgramOutput output = run_programs({{tool, "--keep-section=.ARM.attributes", "-o", out.path(), program}}, kLimit).front();
    if (output.exit_code != 0) throw StartError{ExitCode::kBadSegment, program + ": cannot be stripped: " + output.err};
    return text_of_file(out.path());
}

}  // namespace seqboard::deploy
