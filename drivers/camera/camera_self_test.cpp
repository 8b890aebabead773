#include "drivers/camera/camera_self_test.hpp"

#include <algorithm>
#include <array>

#include "drivers/camera/grey_picture.hpp"

namespace seqboard {

namespace {

constexpr Duration kLookInterval = std::chrono::milliseconds{10};
constexpr unsigned kLooks = 200;
constexpr PictureSize kSmall{80, 60};

struct Seen {
    unsigned pictures = 0;
    RawFrame last;  ///< without its bytes, which are the camera's
    std::uint8_t darkest = 255, brightest = 0;
};

void add(Seen& seen, const RawFrame& frame) {
    std::array<std::uint8_t, std::size_t{kSmall.width_px} * kSmall.height_px> grey;
    const PictureSize size = to_grey(frame, kSmall, grey);
    if (size == PictureSize{}) return;
    ++seen.pictures;
    seen.last = frame;
    seen.last.bytes = {};
    const auto [darkest, brightest] = std::minmax_element(grey.begin(), grey.begin() + size.width_px * size.height_px);
    seen.darkest = std::min(seen.darkest, *darkest);
    seen.brightest = std::max(seen.brightest, *brightest);
}

}  // namespace

SelfTest test_camera(Camera& camera, Duration period, const SelfTestClock& clock) {
    Seen seen;
    for (unsigned look = 0; look < kLooks; ++look) {
        if (const auto frame = camera.next(clock.now())) add(seen, *frame);
        clock.pass(kLookInterval);
    }
    SelfTest result;
    result.expect(camera.is_present(), "the camera is there",
                  "there is none, or none that gives raw pictures; is it plugged in (ls /dev/video*), and nobody else's?");
    if (!camera.is_present()) return result;
    const auto expected = static_cast<unsigned>(kLooks * kLookInterval / period / 2);
    result.check(seen.pictures >= std::max(expected, 1u), "%u pictures in 2 s; expected at least %u: in dim light a camera takes longer",
                 seen.pictures, std::max(expected, 1u));
    if (seen.pictures == 0) return result;
    result.note(sentence("they are %u by %u pixels, %s; %u were dropped", seen.last.width_px, seen.last.height_px,
                         seen.last.format == PixelFormat::kGrey ? "grey" : "YUYV", camera.dropped()));
    constexpr int kLeastContrast = 16;
    result.check(seen.brightest - seen.darkest >= kLeastContrast,
                 "brightness goes from %d to %d; expected a difference of %d: is the lens covered, or the light off?", seen.darkest,
                 seen.brightest, kLeastContrast);
    return result;
}

}  // namespace seqboard
