"""Every rule of check_sources finds its violation, and passes what is right."""
from check_sources import faults

BROKEN = [
    ("core/input.hpp", '#include "nodes/range_node.hpp"', "core must not include nodes/range_node.hpp"),
    ("core/input.hpp", '#include "drivers/serial.hpp"', "core must not include drivers/serial.hpp"),
    ("drivers/serial.hpp", '#include "nodes/range_node.hpp"', "drivers must not include nodes/range_node.hpp"),
    ("nodes/range_node.hpp", '#include "tests/scratch/child.hpp"', "nodes must not include tests/scratch/child.hpp"),
    ("core/node.cpp", '#include "core/launch/node_set.hpp"', "may include core/launch"),
    ("core/launch/check.cpp", '#include "core/cli/table.hpp"', "may include core/cli"),
    ("nodes/range_node.hpp", '#include "core/testing/bench.hpp"', "may include core/testing"),
    ("core/node.cpp", '#include "node.hpp"', "not rooted"),
    ("core/setup.cpp", "#include <yaml-cpp/yaml.h>", "yaml-cpp is for core/launch"),
    ("core/deploy/agent.cpp", '#include "core/deploy/host/bundle.hpp"', "may include core/deploy/host"),
    ("core/cli/up.cpp", '#include "core/deploy/host/bundle.hpp"', "may include core/deploy/host"),
    ("core/launch/check.cpp", '#include "core/deploy/agent.hpp"', "may include core/deploy"),
    ("core/deploy/agent.cpp", "#include <archive.h>", "libarchive is for core/deploy/host"),
    ("core/launch/check.cpp", "#include <sodium/utils.h>", "libsodium is for core/deploy"),
    ("nodes/record/recorder_node.hpp", "#include <lz4.h>", "lz4 is for core/record"),
    ("core/node.cpp", '#include "core/record/chunk.hpp"', "may include core/record"),
    ("core/deploy/wire.cpp", "#include <sstream>", "iostream is for core/cli"),
    ("core/cli/up.cpp", "#include <yaml-cpp/yaml.h>", "yaml-cpp is for core/launch"),
    ("core/cli/hz.cpp", "#include <CLI/CLI.hpp>", "CLI11 is for core/cli/command_line.cpp"),
    ("core/cli/command_line.hpp", "#include <CLI/App.hpp>", "CLI11 is for core/cli/command_line.cpp"),
    ("core/input.hpp", "#include <Eigen/Core>", "Eigen is for nodes"),
    ("drivers/serial.cpp", "#include <Eigen/Core>", "Eigen is for nodes"),
    ("core/log.cpp", "#include <iostream>", "iostream is for core/cli"),
    ("nodes/range_node.hpp", "#include <iostream>", "iostream is for core/cli"),
    ("core/setup.cpp", "std::atomic<int> count;", "an atomic is for core/slot/ring.hpp"),
    ("nodes/range_node.hpp", "std::atomic_thread_fence(std::memory_order_seq_cst);", "a memory order is for"),
    ("core/node/pacer.hpp", "::clock_gettime(CLOCK_REALTIME, &now);", "the wall clock is for"),
    ("core/output.hpp", "std::memcpy(ring.message_in_place(1), &value, 4);", "a place in a ring is for"),
]
RIGHT = [
    ("core/cli/up.cpp", '#include "core/launch/node_set.hpp"'),
    ("core/deploy/host/deployment.cpp", '#include "core/launch/exec.hpp"'),
    ("core/cli/deploy.cpp", '#include "core/deploy/host/deployment.hpp"'),
    ("core/cli/command_line.cpp", "#include <CLI/CLI.hpp>"),
    ("nodes/fusion_node.hpp", "#include <Eigen/Core>"),
    ("nodes/range_node.hpp", '#include "drivers/gpio.hpp"'),
    ("core/setup.cpp", "// no iostream here: #include <iostream> costs 750 kB"),
    ("tests/core/ring_test.cpp", "std::atomic<bool> stop;"),
]

for path, line, expected in BROKEN:
    found = list(faults(path, line))
    assert any(expected in fault for fault in found), f"{path}: {line}: expected '{expected}', found {found}"
for path, line in RIGHT:
    assert not list(faults(path, line)), f"{path}: {line}: {list(faults(path, line))}"
