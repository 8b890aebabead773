// A folder that looks like /sys/class/pwm.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include "tests/scratch/scratch_board.hpp"

namespace seqboard::testing {

class FakePwmClass {
public:
    FakePwmClass() { add_chip("pwmchip0"); }
    std::string root() const { return scratch_.root(); }
    void add_chip(const std::string& chip) {
        std::filesystem::create_directories(folder() + chip);
        put(chip + "/export", ""), put(chip + "/unexport", "");
    }
    void add_output(const std::string& output) {
        std::filesystem::create_directories(folder() + output);
        for (const char* const file : {"/period", "/duty_cycle", "/enable"}) put(output + file, "0\n");
    }
    void put(const std::string& file, const std::string& text) const { std::ofstream{folder() + file} << text; }
    long get(const std::string& file) const {
        long value = -1;
        std::ifstream{folder() + file} >> value;
        return value;
    }

private:
    std::string folder() const { return scratch_.root() + "/class/pwm/"; }
    ScratchBoard scratch_;
};

}  // namespace seqboard::testing
