#include "drivers/gpio/mini2440_pins.hpp"

namespace seqboard {

namespace {

struct Range {
    char bank;
    unsigned first, last;
    Mini2440Part part;
};

constexpr std::string_view kKeys = "boot a kernel without CONFIG_KEYBOARD_GPIO", kSound = "boot a kernel without CONFIG_SND_SOC",
                           kLeds = "boot a kernel without CONFIG_LEDS_S3C24XX", kScreen = "boot a kernel without CONFIG_FB_S3C2410";
constexpr Range kRanges[] = {
    {'A', 0, 24, {"memory's address and select lines", ""}},
    {'B', 0, 0, {"the buzzer", "accept that it hums with the signal"}},
    {'B', 2, 4, {"the audio chip's control lines (L3)", kSound}},
    {'B', 5, 8, {"an LED", kLeds}},
    {'C', 5, 5, {"the USB device port's pull-up", "boot a kernel without CONFIG_USB_S3C2410"}},
    {'C', 0, 15, {"the screen", kScreen}},
    {'D', 0, 15, {"the screen", kScreen}},
    {'E', 0, 4, {"the audio chip's samples (I2S)", kSound}},
    {'E', 5, 10, {"the SD card", "boot from NAND a kernel without CONFIG_MMC_S3C"}},
    {'E', 11, 13, {"SPI 0", "do without spidev0.0"}},
    {'E', 14, 15, {"I2C", "do without i2c-0"}},
    {'F', 7, 7, {"the Ethernet chip's interrupt", ""}},
    {'G', 0, 0, {"key K1", kKeys}},
    {'G', 3, 3, {"key K2", kKeys}},
    {'G', 4, 4, {"the screen's backlight", kLeds}},
    {'G', 5, 5, {"key K3", kKeys}},
    {'G', 6, 6, {"key K4", kKeys}},
    {'G', 7, 7, {"key K5", kKeys}},
    {'G', 8, 8, {"the SD card's detection", "boot a kernel without CONFIG_MMC_S3C"}},
    {'G', 11, 11, {"key K6", "leave the key alone"}},
    {'G', 13, 15, {"where the chip reads its NAND's kind from at power-up", "leave it an input that nobody drives then"}},
    {'H', 2, 3, {"UART 0, the console", "move the console"}},
    {'H', 8, 8, {"the SD card's write protection", "boot a kernel without CONFIG_MMC_S3C"}},
};

}  // namespace

Mini2440Part mini2440_part(const S3c2440Pin& pin) {
    for (const Range& range : kRanges)
        if (pin.bank == range.bank && pin.number >= range.first && pin.number <= range.last) return range.part;
    return {};
}

}  // namespace seqboard
