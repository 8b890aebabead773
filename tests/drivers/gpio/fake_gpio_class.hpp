// A folder that looks like /sys/class/gpio.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include "tests/scratch/scratch_board.hpp"

namespace seqboard::testing {

class FakeGpioClass {
public:
    FakeGpioClass() { std::filesystem::create_directories(folder()), put("export", ""), put("unexport", ""); }
    std::string root() const { return scratch_.root(); }
    std::string folder() const { return scratch_.root() + "/class/gpio"; }
    void add_line(int number, const char* value, bool can_interrupt = true) {
        const std::string line = "gpio" + std::to_string(number);
        std::filesystem::create_directories(folder() + "/" + line);
        put(line + "/value", value), put(line + "/direction", "in\n"), put(line + "/active_low", "0\n");
        if (can_interrupt) put(line + "/edge", "none\n");
    }
    void put(const std::string& file, const std::string& text) const { std::ofstream{folder() + "/" + file} << text; }
    std::string get(const std::string& file) const {
        std::string text;
        std::ifstream stream{folder() + "/" + file};
        std::getline(stream, text);
        return text;
    }

private:
    ScratchBoard scratch_;
};

}  // namespace seqboard::testing
