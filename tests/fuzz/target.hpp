// What every fuzz target defines: libFuzzer's interface, also that of the replay (replay_main.cpp).
#pragma once

#include <cstddef>
#include <cstdint>

/// Takes one input; zero. A broken property does not return.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
