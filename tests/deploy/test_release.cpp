#include "tests/deploy/test_release.hpp"
#include "tests/scratch/places.hpp"

#include <algorithm>

#include "core/deploy/durable.hpp"
#include "core/deploy/sha256.hpp"

using namespace seqboard::deploy;

namespace seqboard::testing {

namespace {

#ifdef SEQBOARD_NATIVE_RELEASES
const std::string kFolder = built_natively("deploy_test_programs/");
#else
const std::string kFolder = built("deploy_test_programs/");
#endif

void add(Bundle& bundle, Manifest& manifest, const std::string& path, const std::string& content, bool executable) {
    ManifestFile file;
    file.path = path;
    file.sha256 = sha256_of(content);
    file.bytes = content.size();
    file.executable = executable;
    manifest.files.push_back(file);
    bundle.contents[path] = content;
}

}  // namespace

Bundle test_release(const std::string& nodes) {
    Bundle bundle;
    Manifest manifest;
    manifest.version = "1.0";
    manifest.node_set = "config/set.yaml";
    manifest.board = "test";
    manifest.backend = "posix";
    for (const char* program : {"seqboard", "source_node", "trouble_node", "seqboard_agent"})
        add(bundle, manifest, std::string{"bin/"} + program, text_of_file(kFolder + program), true);
    add(bundle, manifest, "config/set.yaml", "version: 1\nnodes:\n" + nodes, false);
    bundle.manifest_text = manifest.text();
    return bundle;
}

Bundle with_file(const Bundle& bundle, const std::string& path, const std::string& content) {
    Bundle changed = bundle;
    Manifest manifest = parse_manifest(bundle.manifest_text);
    for (ManifestFile& file : manifest.files) {
        if (file.path != path) continue;
        file.sha256 = sha256_of(content);
        file.bytes = content.size();
    }
    changed.contents[path] = content;
    changed.manifest_text = manifest.text();
    return changed;
}

}  // namespace seqboard::testing
