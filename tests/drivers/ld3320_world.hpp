// A chip's model with its bus, its lines and a fake clock, for tests of what is above them.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "drivers/gpio/emulated_gpio_bank.hpp"
#include "drivers/ld3320.hpp"
#include "drivers/spi/emulated_spi_chip.hpp"
#include "nodes/sim/ld3320_model.hpp"
#include "tests/scratch/scratch_board.hpp"

namespace seqboard::testing {

struct Ld3320World {
    ScratchBoard scratch;
    std::string folder = (std::filesystem::create_directories(scratch.root()), scratch.root());
    EmulatedGpioBank bank{folder + "/gpio.sock", {"RSTB", "INTB"}};
    sim::Ld3320Model model{bank, 0, 1};
    std::unique_ptr<EmulatedSpiChip> chip = make();
    Ld3320Wiring wiring{
        .spi = "emulated:" + folder + "/spi.sock", .gpio = "emulated:" + folder + "/gpio.sock", .reset = "RSTB", .interrupt = "INTB"};

    std::unique_ptr<EmulatedSpiChip> make() {
        return std::make_unique<EmulatedSpiChip>(folder + "/spi.sock", kLd3320Spi.mode,
                                                 [this](auto written, auto read) { model.select(written, read); });
    }

    void pass(Duration time) {
        for (const auto& change : bank.take_changes()) model.handle(change);
        model.step(time);
    }
};

}  // namespace seqboard::testing
