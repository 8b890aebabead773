// Bundles: the same inputs make the same bytes, and what was changed in one shows.
#include <catch2/catch.hpp>
#include <fstream>

#include "core/deploy/host/bundle_file.hpp"
#include "core/deploy/host/bundle_maker.hpp"
#include "core/deploy/sha256.hpp"
#include "core/exit_code.hpp"
#include "tests/deploy/scratch_folder.hpp"
#include "tests/scratch/places.hpp"
#include "tests/scratch/skip.hpp"

using namespace seqboard;
using namespace seqboard::deploy;
using namespace seqboard::testing;

namespace {

const std::string kPrograms = built("launch_test_nodes");

/// A node set with an include, a program of its own, an asset and a device.
BundleRequest request_in(const ScratchFolder& folder, const std::string& name = "robot.yaml") {
    make_folders(folder / "set/parts");
    std::ofstream{folder / ("set/" + name)} << "version: 1\nboard: rover\ninclude: [parts/source.yaml]\n"
                                               "nodes:\n  sink: {exec: own_node, params: {device: /dev/ttyS7}, inputs: {front: range}}\n";
    std::ofstream{folder / "set/parts/source.yaml"} << "nodes:\n  source: {type: source_node}\n";
    std::filesystem::copy_file(kPrograms + "/sink_node", folder / "set/own_node", std::filesystem::copy_options::overwrite_existing);
    std::ofstream{folder / "set/extra.txt"} << "an asset\n";
    BundleRequest request;
    request.set.file = folder / ("set/" + name);
    request.programs = kPrograms;
    request.assets = {folder / "set/extra.txt"};
    return request;
}

}  // namespace

TEST_CASE("a bundle holds what the set needs, laid out as it lay") {
    const ScratchFolder folder;
    const Bundle bundle = make_bundle(request_in(folder));
    const Manifest manifest = parse_manifest(bundle.manifest_text);
    std::vector<std::string> paths;
    for (const ManifestFile& file : manifest.files) paths.push_back(file.path);
    CHECK(paths == std::vector<std::string>{"bin/seqboard", "bin/seqboard_agent", "bin/source_node", "config/extra.txt", "config/own_node",
                                            "config/parts/source.yaml", "config/robot.yaml"});
    CHECK(manifest.node_set == "config/robot.yaml");
    CHECK(manifest.board == "rover");
    CHECK(manifest.devices == std::vector<std::string>{"/dev/ttyS7"});
    CHECK(manifest.descriptions.count("source_node") == 1);
    CHECK(manifest.layout.size() == 64);
    CHECK(manifest.find("config/own_node")->executable);
    CHECK_FALSE(manifest.find("config/extra.txt")->executable);
}

TEST_CASE("the same inputs make the same file, whenever and wherever") {
    const ScratchFolder one;
    const ScratchFolder two;
    write_bundle(one / "a.seqboard", make_bundle(request_in(one)));
    write_bundle(two / "b.seqboard", make_bundle(request_in(two)));
    CHECK(sha256_of_file(one / "a.seqboard") == sha256_of_file(two / "b.seqboard"));
}

TEST_CASE("the programs of a bundle are stripped, unless their symbols are wanted") {
    const ScratchFolder folder;
    BundleRequest request = request_in(folder);
    const auto small = parse_manifest(make_bundle(request).manifest_text).bytes();
    request.strip = false;
    CHECK(parse_manifest(make_bundle(request).manifest_text).bytes() > small);
}

TEST_CASE("a bundle is read back as it was written, signature and all") {
    const ScratchFolder folder;
    Bundle bundle = make_bundle(request_in(folder));
    bundle.signature = std::string(128, 'a');
    write_bundle(folder / "x.seqboard", bundle);
    const Bundle read = read_bundle(folder / "x.seqboard");
    CHECK(read.manifest_text == bundle.manifest_text);
    CHECK(read.signature == bundle.signature);
    CHECK(read.contents == bundle.contents);
}

TEST_CASE("a bundle that was cut short, changed or never was one is refused") {
    const ScratchFolder folder;
    Bundle bundle = make_bundle(request_in(folder));
    CHECK_THROWS_AS(read_bundle(folder / "none"), StartError);
    std::ofstream{folder / "text"} << "not a bundle";
    CHECK_THROWS_AS(read_bundle(folder / "text"), StartError);
    write_bundle(folder / "x.seqboard", bundle);
    const std::string whole = text_of_file(folder / "x.seqboard");
    std::ofstream{folder / "cut", std::ios::binary} << whole.substr(0, whole.size() / 2);
    CHECK_THROWS_AS(read_bundle(folder / "cut"), StartError);
    bundle.contents["config/extra.txt"] = "another\n";
    write_bundle(folder / "changed", bundle);
    CHECK_THROWS_WITH(read_bundle(folder / "changed"), Catch::Contains("config/extra.txt is not what the manifest says"));
}

TEST_CASE("a node set with faults makes no bundle, a missing program is named") {
    const ScratchFolder folder;
    BundleRequest request = request_in(folder);
    std::ofstream{request.set.file, std::ios::app} << "  planner: {type: planer_node}\n";
    CHECK_THROWS_WITH(make_bundle(request), Catch::Contains("planer_node"));
    BundleRequest elsewhere = request_in(folder);
    elsewhere.assets = {folder / "missing.txt"};
    CHECK_THROWS_WITH(make_bundle(elsewhere), Catch::Contains("missing.txt"));
}

TEST_CASE("the reference robot's bundle is small enough for a small flash") {
#ifndef SEQBOARD_SHIPPED_BUILD
    SEQBOARD_SKIP_IF(true, "programs of a debug or sanitizer build are not those that are shipped");
#endif
    const ScratchFolder folder;
    BundleRequest request;
    request.set.file = sources("config/robot_sim.yaml");
    request.programs = built("board");
    write_bundle(folder / "robot.seqboard", make_bundle(request));
    const auto bytes = std::filesystem::file_size(folder / "robot.seqboard");
    WARN("bundle of config/robot_sim.yaml for this machine: " << bytes / 1000 << " kB");
    CHECK(bytes <= 4'000'000);
}
