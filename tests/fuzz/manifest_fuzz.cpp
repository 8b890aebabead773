// parse_manifest: a manifest that stays inside its release and is read back as it is, or a sentence.
#include "core/deploy/manifest.hpp"

#include "core/exit_code.hpp"
#include "tests/fuzz/require.hpp"
#include "tests/fuzz/target.hpp"

using namespace seqboard;
using namespace seqboard::deploy;
using seqboard::testing::require;

namespace {

void require_inside(const ManifestFile& file) {
    const std::string path = "/" + file.path + "/";
    require(file.path.front() != '/' && path.find("/../") == path.npos && path.find("//") == path.npos, "a file stays inside its release");
    require(file.link.find('/') == file.link.npos && file.link != "..", "a link stays in its folder");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        const Manifest manifest = parse_manifest({reinterpret_cast<const char*>(data), size});
        for (const ManifestFile& file : manifest.files) require_inside(file);
        require(manifest.find(manifest.node_set) != nullptr, "the node set is among the files");
        require(manifest.version.find('/') == std::string::npos, "a version names a folder");
        const std::string text = manifest.text();
        require(parse_manifest(text).text() == text, "a manifest's text is read back as it was");
    } catch (const StartError& error) {
        require(error.code() == ExitCode::kBadSegment, "what is no manifest is damaged data");
    }
    return 0;
}
