// The seqboard program with a file for an enable line, to which every level is appended: "0", "1".
#include <fcntl.h>
#include <unistd.h>

#include "core/cli/program.hpp"
#include "core/file_descriptor.hpp"

namespace {

using namespace seqboard;

class FileLine final : public EnableLine {
public:
    explicit FileLine(const std::string& path) : file_{::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600)} {
        if (!file_) throw StartError{ExitCode::kUnavailable, path + ": no such line"};
        set(false);
    }
    bool set(bool enabled) noexcept override {
        if (level_ == (enabled ? '1' : '0')) return true;
        level_ = enabled ? '1' : '0';
        return ::write(file_.get(), &level_, 1) == 1;
    }

private:
    FileDescriptor file_;
    char level_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
    const EnableLineDriver files{.open = [](const SafetyRule& rule) { return std::make_unique<FileLine>(rule.enable_line.value); },
                                 .pins = nullptr};
    return cli::run_program(argc, argv, {}, files);
}
