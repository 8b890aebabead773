// read_bundle: any file is a bundle whose contents are what its manifest says, or is refused.
#include "core/deploy/host/bundle_file.hpp"

#include "core/deploy/sha256.hpp"
#include "core/exit_code.hpp"
#include "tests/fuzz/memory_file.hpp"
#include "tests/fuzz/target.hpp"

using namespace seqboard;
using namespace seqboard::deploy;
using namespace seqboard::testing;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static MemoryFile file;
    file.replace({reinterpret_cast<const char*>(data), size});
    try {
        const Bundle bundle = read_bundle(file.path());
        const Manifest manifest = parse_manifest(bundle.manifest_text);
        for (const auto& entry : manifest.files)
            if (bundle.contents.contains(entry.path))
                require(sha256_of(bundle.contents.at(entry.path)) == entry.sha256, "a content is what its manifest says");
    } catch (const StartError& error) {
        require(error.code() == ExitCode::kBadSegment || error.code() == ExitCode::kNoInput, "what is no bundle is damaged data");
    }
    return 0;
}
