#include "drivers/pwm/sysfs_pwm.hpp"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <filesystem>
#include <string_view>
#include <vector>

#include "drivers/pwm/pwm_refusal.hpp"
#include "drivers/sysfs_file.hpp"

namespace seqboard {

namespace {

std::string only_chip(const std::string& folder, const PwmRequest& request) {
    std::vector<std::string> chips;
    std::error_code error;
    for (std::filesystem::directory_iterator entry{folder, error}; !error && entry != std::filesystem::directory_iterator{};
         entry.increment(error))
        chips.push_back(entry->path().filename().string());
    if (chips.size() == 1) return chips.front();
    throw StartError{chips.empty() ? ExitCode::kUnavailable : ExitCode::kConfig,
                     "PWM '" + request.output + "' at " + folder + ": " + std::to_string(chips.size()) + " chips are there; expected " +
                         (chips.empty() ? "a kernel with the chip's driver" : "pwmchipN/OUTPUT, which says whose output it is")};
}

bool is_number(std::string_view text) { return !text.empty() && text.find_first_not_of("0123456789") == text.npos; }

}  // namespace

SysfsPwm::SysfsPwm(const PwmRequest& request, const std::string& root) : PwmOutput{request} {
    const std::string folder = root + "/class/pwm/";
    const std::size_t slash = request.output.find('/');
    if (request.output.starts_with("TOUT")) {
        number_ = request.output.substr(4);
        chip_ = folder + only_chip(folder, request) + "/";
    } else if (request.output.starts_with("pwmchip") && slash != std::string::npos) {
        number_ = request.output.substr(slash + 1);
        chip_ = folder + request.output.substr(0, slash + 1);
    }
    if (!is_number(number_))
        throw StartError{ExitCode::kConfig,
                         "PWM: sysfs knows no output '" + request.output + "'; expected pwmchip0/1, or TOUT1 on an S3C2440"};
    const std::string place = chip_ + "pwm" + number_;
    if (::access(place.c_str(), F_OK) != 0) {
        if (const int error = write_sysfs(chip_ + "export", number_); error != 0)
            throw error == ENODEV || error == EINVAL
                ? StartError{ExitCode::kConfig, "PWM '" + request.output + "': the chip at " + chip_ + " has no such output"}
                : pwm_refusal(chip_, request, error);
        exported_ = true;
    }
    if (const int error = configure(place); error != 0) {
        if (exported_) write_sysfs(chip_ + "unexport", number_);
        throw pwm_refusal(place, request, error);
    }
}

/// Zero or errno. A pulse must never be longer than the period: it goes first. The kernel refuses it as long as there is no period.
int SysfsPwm::configure(const std::string& place) noexcept {
    write_sysfs(place + "/duty_cycle", "0");
    if (const int error = write_sysfs(place + "/period", std::to_string(period().count())); error != 0) return error;
    high_ = FileDescriptor{::open((place + "/duty_cycle").c_str(), O_WRONLY | O_CLOEXEC)};
    if (!high_ || !apply(safe_high())) return errno;
    return write_sysfs(place + "/enable", "1");
}

SysfsPwm::~SysfsPwm() {
    apply(safe_high());
    if (exported_) write_sysfs(chip_ + "unexport", number_);
}

bool SysfsPwm::apply(Duration high) noexcept {
    std::array<char, 24> text;
    char* end = std::to_chars(text.data(), text.data() + text.size() - 1, high.count()).ptr;
    *end++ = '\n';
    return ::pwrite(high_.get(), text.data(), static_cast<std::size_t>(end - text.data()), 0) == end - text.data();
}

}  // namespace seqboard
