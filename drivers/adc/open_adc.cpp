#include "drivers/adc/open_adc.hpp"

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <string_view>
#include <vector>

#include "core/exit_code.hpp"
#include "drivers/adc/emulated_adc.hpp"
#include "drivers/adc/number_file.hpp"
#include "drivers/adc/scaled_adc.hpp"

namespace seqboard {

namespace {

constexpr std::string_view kEmulated = "emulated:";
constexpr float kVoltPerMillivolt = 0.001f;
constexpr float kDevAdcFullVolt = 3.3f, kDevAdcFullCount = 1023;  // S3C2440: 10 bits, its reference is the board's 3.3 V

/// "iio:device0/3", or "3" with no device.
struct ChannelName {
    std::string device;
    unsigned number = 0;
};

ChannelName parsed(const std::string& channel) {
    const std::size_t slash = channel.find('/');
    ChannelName name{.device = slash == channel.npos ? "" : channel.substr(0, slash)};
    const std::string number = slash == channel.npos ? channel : channel.substr(slash + 1);
    const auto end = std::from_chars(number.data(), number.data() + number.size(), name.number);
    if (end.ec != std::errc{} || end.ptr != number.data() + number.size() || slash == 0)
        throw StartError{ExitCode::kConfig,
                         "ADC channel '" + channel + "' is none; expected a number such as 3, or iio:device0/3, hwmon1/3"};
    return name;
}

bool exists(const std::string& file) { return ::access(file.c_str(), F_OK) == 0; }

/// The files named `suffix` of all devices in the folder that the channel can mean.
std::vector<std::string> matches(const std::string& folder, const ChannelName& channel, const std::string& suffix) {
    std::vector<std::string> files;
    std::error_code error;
    for (std::filesystem::directory_iterator entry{folder, error}; !error && entry != std::filesystem::directory_iterator{};
         entry.increment(error)) {
        if (!channel.device.empty() && entry->path().filename() != channel.device) continue;
        const std::string file = entry->path().string() + "/" + suffix;
        if (exists(file)) files.push_back(file);
    }
    std::sort(files.begin(), files.end());
    return files;
}

/// The one file, or nothing; two are a question to the user.
std::string only(const std::vector<std::string>& files) {
    if (files.size() > 1)
        throw StartError{ExitCode::kConfig, "ADC: '" + files[0] + "' and '" + files[1] +
                                                "' have this channel; say whose it is, as in iio:device0/3 or hwmon1/3"};
    return files.empty() ? std::string{} : files.front();
}

/// An attribute of one channel, or the one that all its channels share.
float attribute(const std::string& begin, unsigned channel, const std::string& what, float fallback) {
    for (const std::string& number : {std::to_string(channel), std::string{}})
        if (const auto value = NumberFile{begin + number + what}.read()) return *value;
    return fallback;
}

std::unique_ptr<AnalogInput> find_iio(const ChannelName& channel, const std::string& root) {
    const std::string voltage = "in_voltage";
    const std::string raw = voltage + std::to_string(channel.number) + "_raw";
    const std::string file = only(matches(root + "/sys/bus/iio/devices", channel, raw));
    if (file.empty()) return nullptr;
    const std::string begin = file.substr(0, file.size() - raw.size()) + voltage;
    const float millivolt = attribute(begin, channel.number, "_scale", 0);
    if (millivolt <= 0)
        throw StartError{ExitCode::kUnavailable,
                         "ADC input '" + file + "': its driver tells no scale, so a count is no voltage; try hwmon"};
    return std::make_unique<ScaledAdc>("iio", file, millivolt * kVoltPerMillivolt, attribute(begin, channel.number, "_offset", 0));
}

/// Kernels before 3.15 keep the attributes a folder deeper.
std::unique_ptr<AnalogInput> find_hwmon(const ChannelName& channel, const std::string& root) {
    const std::string input = "in" + std::to_string(channel.number) + "_input";
    for (const std::string& suffix : {input, "device/" + input}) {
        const std::string file = only(matches(root + "/sys/class/hwmon", channel, suffix));
        if (!file.empty()) return std::make_unique<ScaledAdc>("hwmon", file, kVoltPerMillivolt);
    }
    return nullptr;
}

std::unique_ptr<AnalogInput> find_dev_adc(const ChannelName& channel, const std::string& root) {
    const std::string file = root + "/dev/adc";
    if (channel.number != 0 || !channel.device.empty() || !exists(file)) return nullptr;
    return std::make_unique<ScaledAdc>("dev_adc", file, kDevAdcFullVolt / kDevAdcFullCount);
}

}  // namespace

std::unique_ptr<AnalogInput> open_adc(const std::string& backend, const std::string& channel, const std::string& root) {
    const ChannelName name = parsed(channel);
    if (backend.starts_with(kEmulated)) return std::make_unique<EmulatedAdc>(backend.substr(kEmulated.size()), name.number);
    const bool any = backend == "auto";
    if (!any && backend != "iio" && backend != "hwmon" && backend != "dev_adc")
        throw StartError{ExitCode::kConfig,
                         "ADC backend '" + backend + "' is unknown; expected auto, iio, hwmon, dev_adc or emulated:SOCKET"};
    std::unique_ptr<AnalogInput> input;
    if (any || backend == "iio") input = find_iio(name, root);
    if (!input && (any || backend == "hwmon")) input = find_hwmon(name, root);
    if (!input && (any || backend == "dev_adc")) input = find_dev_adc(name, root);
    if (input) return input;
    throw StartError{ExitCode::kUnavailable,
                     "ADC channel '" + channel + "' (backend " + backend +
                         "): no device has it; ls /sys/bus/iio/devices/*/in_voltage*_raw /sys/class/hwmon/*/in*_input "
                         "/dev/adc shows what there is (the kernel needs the converter's driver)"};
}

}  // namespace seqboard
