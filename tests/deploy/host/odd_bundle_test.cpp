// Bundles that are no such thing, or hold what few do: links, files of several folders, programs of several machines.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>

#include "core/deploy/host/bundle_file.hpp"
#include "core/deploy/host/bundle_maker.hpp"
#include "core/deploy/sha256.hpp"
#include "tests/deploy/elf_bytes.hpp"
#include "tests/deploy/scratch_folder.hpp"
#include "tests/deploy/small_release.hpp"
#include "tests/scratch/places.hpp"
#include "tests/scratch/start_error.hpp"

using namespace seqboard;
using namespace seqboard::deploy;
using namespace seqboard::testing;

namespace {

/// A header of the tape archive, POSIX 1003.1-1988, for a file of so many bytes.
std::string tar_header(const std::string& name, std::uint64_t bytes, char type = '0') {
    const auto octal = [](std::uint64_t value, int digits) {
        char text[24];
        std::snprintf(text, sizeof text, "%0*llo", digits, static_cast<unsigned long long>(value));
        return std::string{text};
    };
    std::string header(512, '\0');
    header.replace(0, name.size(), name);
    header.replace(100, 7, octal(0644, 7));
    header.replace(124, 11, octal(bytes, 11));
    header.replace(136, 11, octal(0, 11));
    header.replace(148, 8, 8, ' ');
    header[156] = type;
    header.replace(257, 8, std::string{"ustar\00000", 8});
    unsigned sum = 0;
    for (const char c : header) sum += static_cast<unsigned char>(c);
    header.replace(148, 7, octal(sum, 6) + '\0');
    return header;
}

std::string tar_file(const std::string& name, const std::string& content) {
    return tar_header(name, content.size()) + content + std::string((512 - content.size() % 512) % 512, '\0');
}

std::pair<ExitCode, std::string> refusal_of(const ScratchFolder& folder, const std::string& archive) {
    std::ofstream{folder / "x.seqboard", std::ios::binary} << archive << std::string(1024, '\0');
    return start_error([&] { static_cast<void>(read_bundle(folder / "x.seqboard")); });
}

Manifest manifest_of(const std::string& content) {
    Manifest manifest = small_manifest();
    manifest.files.push_back(
        {.path = "config/set.yaml", .sha256 = sha256_of(content), .bytes = content.size(), .executable = false, .link = ""});
    return manifest;
}

/// A set of two nodes of one type and one of another, whose parameter is `device`.
BundleRequest request_in(const ScratchFolder& folder, const std::string& device) {
    make_folders(folder / "set");
    std::ofstream{folder / "set/robot.yaml"} << "version: 1\nboard: rover\nnodes:\n  left: {type: source_node, outputs: {range: left}}\n"
                                                "  right: {type: source_node, outputs: {range: right}}\n"
                                                "  sink: {type: sink_node, params: {device: \"" +
                                                    device + "\"}, inputs: {front: left}}\n";
    BundleRequest request;
    request.set.file = folder / "set/robot.yaml";
    request.programs = built("launch_test_nodes");
    request.strip = false;
    return request;
}

}  // namespace

TEST_CASE("an archive without a manifest, with a file that is too large, or with what its manifest does not say is no bundle") {
    const ScratchFolder folder;
    const std::string set = "version: 1\n", manifest = tar_file(kManifestName, manifest_of(set).text());
    CHECK(refusal_of(folder, manifest + tar_file("config/set.yaml", set)).first == ExitCode::kOk);
    CHECK_THAT(refusal_of(folder, tar_file("config/set.yaml", set)).second, Catch::Contains("no bundle, it has no manifest.json"));
    CHECK_THAT(refusal_of(folder, manifest + tar_header("config/set.yaml", 300'000'000)).second,
               Catch::Contains("config/set.yaml is too large for a bundle"));
    for (const std::string& wrong : {manifest, manifest + tar_file("config/set.yaml", "version: 2\n")})
        CHECK_THAT(refusal_of(folder, wrong).second, Catch::Contains("config/set.yaml is not what the manifest says"));
}

TEST_CASE("a bundle of an earlier version, which gzip compressed, is read") {
    const ScratchFolder folder;
    const std::string set = "version: 1\n", file = folder / "x.seqboard";
    std::ofstream{file, std::ios::binary} << tar_file(kManifestName, manifest_of(set).text()) << tar_file("config/set.yaml", set)
                                          << std::string(1024, '\0');
    REQUIRE(std::system(("gzip " + file).c_str()) == 0);
    CHECK(read_bundle(file + ".gz").contents.at("config/set.yaml") == set);
}

TEST_CASE("folders in an archive are passed over") {
    const ScratchFolder folder;
    const std::string set = "version: 1\n";
    CHECK(refusal_of(folder,
                     tar_header("config/", 0, '5') + tar_file(kManifestName, manifest_of(set).text()) + tar_file("config/set.yaml", set))
              .first == ExitCode::kOk);
}

TEST_CASE("links are in a bundle as its manifest names them") {
    const ScratchFolder folder;
    const std::string set = "version: 1\n";
    Manifest manifest = manifest_of(set);
    manifest.files.push_back({.path = "config/other.yaml", .sha256 = "", .bytes = 0, .executable = false, .link = "set.yaml"});
    Bundle bundle;
    bundle.manifest_text = manifest.text();
    bundle.contents["config/set.yaml"] = set;
    write_bundle(folder / "x.seqboard", bundle);
    const Bundle read = read_bundle(folder / "x.seqboard");
    CHECK(read.contents == bundle.contents);
    CHECK(parse_manifest(read.manifest_text).find("config/other.yaml")->link == "set.yaml");
}

TEST_CASE("a type that two nodes have is described once, and a file that a parameter names by its absolute path comes along") {
    const ScratchFolder folder;
    make_folders(folder / "set");
    std::ofstream{folder / "set/map.txt"} << "a map";
    const Manifest manifest = parse_manifest(make_bundle(request_in(folder, folder / "set/map.txt")).manifest_text);
    CHECK(manifest.descriptions.size() == 2);
    CHECK(manifest.find("config/map.txt") != nullptr);
    CHECK(manifest.devices.empty());
    BundleRequest request = request_in(folder, "/dev/shm/none");
    request.assets = {folder / "set/map.txt", folder / "set/map.txt"};
    const Manifest other = parse_manifest(make_bundle(request).manifest_text);
    CHECK(other.devices.empty());
    CHECK(std::count_if(other.files.begin(), other.files.end(), [](const ManifestFile& f) { return f.path == "config/map.txt"; }) == 1);
}

TEST_CASE("files beside the set's folder share the folder above, and files all over the machine are refused") {
    const ScratchFolder folder;
    BundleRequest request = request_in(folder, "/dev/ttyS7");
    make_folders(folder / "assets");
    std::ofstream{folder / "assets/extra.txt"} << "an asset";
    request.assets = {folder / "assets/extra.txt"};
    const Manifest manifest = parse_manifest(make_bundle(request).manifest_text);
    CHECK(manifest.node_set == "config/set/robot.yaml");
    CHECK(manifest.find("config/assets/extra.txt") != nullptr);
    request.assets = {"/etc/passwd"};
    const auto [code, sentence] = start_error([&] { make_bundle(request); });
    CHECK(code == ExitCode::kConfig);
    CHECK_THAT(sentence, Catch::Contains("lie all over this machine"));
}

TEST_CASE("programs of two machines are no bundle, nor is a set that names a file which is not there") {
    const ScratchFolder folder;
    BundleRequest request = request_in(folder, "/dev/ttyS7");
    std::ofstream{folder / "set/foreign", std::ios::binary} << arm_program_of_level(3, 1);
    request.assets = {folder / "set/foreign"};
    const auto foreign = start_error([&] { make_bundle(request); });
    CHECK(foreign.first == ExitCode::kConfig);
    CHECK_THAT(foreign.second, Catch::Contains("foreign is for arm v5T with VFP") && Catch::Contains("build all for one target"));
    request.assets = {folder / "set/gone"};
    CHECK(start_error([&] { make_bundle(request); }).first == ExitCode::kNoInput);
}
