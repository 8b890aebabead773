// A small release that really runs: the launcher and a node of the launcher's tests.
#pragma once

#include <map>
#include <string>

#include "core/deploy/host/bundle.hpp"

namespace seqboard::testing {

/// `nodes` is what stands under `nodes:` of its node set; releases with different nodes share all programs.
deploy::Bundle test_release(const std::string& nodes = "  source: {type: source_node}\n");

/// One that gets ready; each `number` is another release.
inline deploy::Bundle good_release(int number) {
    return test_release("  source: {type: source_node, params: {count: " + std::to_string(number) + "}}\n");
}

/// The same with another text in the place of a file, hash and all.
deploy::Bundle with_file(const deploy::Bundle& bundle, const std::string& path, const std::string& content);

}  // namespace seqboard::testing
