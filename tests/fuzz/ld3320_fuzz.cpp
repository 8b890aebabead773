// The LD3320's driver against a bus, an interrupt line and a chip that answer whatever they like.
#include <algorithm>
#include <memory>
#include <span>
#include <vector>

#include "drivers/ld3320.hpp"
#include "tests/fuzz/require.hpp"
#include "tests/fuzz/target.hpp"

using namespace seqboard;
using namespace std::chrono_literals;
using seqboard::testing::require;

namespace {

/// What the world says next; zeros when the input is at its end.
class Answers {
public:
    explicit Answers(std::span<const std::uint8_t> bytes) : left_{bytes} {}
    std::uint8_t next() noexcept {
        if (left_.empty()) return 0;
        const std::uint8_t byte = left_.front();
        left_ = left_.subspan(1);
        return byte;
    }
    bool over() const noexcept { return left_.empty(); }

private:
    std::span<const std::uint8_t> left_;
};

constexpr std::uint8_t kLost = 0xfe;  ///< as an answer to a transfer: the bus is gone

constexpr std::array<std::uint8_t, 3> kIndices = {1, 7, 42};

Ld3320Config config() {
    Ld3320Config config;
    config.phrases = {{kIndices[0], "qian jin"}, {kIndices[1], "ting"}, {kIndices[2], "zuo zhuan"}};
    return config;
}

class AnyBus final : public SpiBus {
public:
    explicit AnyBus(Answers& answers) : answers_{answers} {}

    bool is_well = false;  ///< the chip answers as one that is in order

    SpiOutcome transfer(std::span<const SpiSegment> segments) noexcept override {
        require(is_sound(segments), "every transfer is one that a bus takes");
        if (!is_well && answers_.next() == kLost) return SpiOutcome::kGone;
        for (const SpiSegment& segment : segments) {
            for (std::uint8_t& byte : segment.read) byte = is_well ? 0 : answers_.next();
            if (is_well && !segment.read.empty()) segment.read.back() = good_answer(segment.write[1]);
        }
        return SpiOutcome::kDone;
    }
    bool reopen() noexcept override { return is_well || answers_.next() != kLost; }

private:
    static std::uint8_t good_answer(std::uint8_t which) noexcept {
        static const std::vector<Ld3320Step> script = listening_script(config());
        for (const Ld3320Step& step : script)
            if (step.action == Ld3320Step::Action::kExpect && static_cast<std::uint8_t>(step.which) == which) return step.value;
        return kLd3320Idle;
    }

    Answers& answers_;
};

class AnyLines final : public GpioLines {
public:
    explicit AnyLines(Answers& answers) : answers_{answers} {}

    std::optional<std::uint32_t> levels() noexcept override {
        const std::uint8_t level = answers_.next();
        return level == kLost ? std::nullopt : std::optional<std::uint32_t>{level & 1u};
    }
    bool set(std::uint32_t, std::uint32_t) noexcept override { return answers_.next() != kLost; }
    std::optional<GpioEdge> take_edge() noexcept override { return std::nullopt; }
    const char* backend() const noexcept override { return "any"; }

private:
    Answers& answers_;
};

void require_consistent(const Ld3320& chip, Ld3320Event event) {
    require((chip.state() == Ld3320State::kFailed) == (event == Ld3320Event::kFailed), "it has failed when it says so, and says so once");
    require((chip.fault() != Ld3320Fault::kNone) == (event == Ld3320Event::kFailed), "there is a fault with a failure, and without none");
    if (event == Ld3320Event::kHeard)
        require(std::find(kIndices.begin(), kIndices.end(), chip.heard_index()) != kIndices.end(), "what it hears is one of the phrases");
    if (event != Ld3320Event::kNone && event != Ld3320Event::kFailed)
        require(chip.state() == Ld3320State::kOff, "after an event it waits to be told what to do");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Answers answers{{data, size}};
    const std::vector<std::uint8_t> clip(answers.next() * 16u, 0x55);  // on the heap: a sanitizer sees a byte read beyond it
    auto owned_bus = std::make_unique<AnyBus>(answers);
    AnyBus& bus = *owned_bus;
    Ld3320Ports ports{std::move(owned_bus), std::make_unique<AnyLines>(answers), nullptr};
    if ((answers.next() & 1) != 0) ports.interrupt = std::make_unique<AnyLines>(answers);
    Ld3320 chip{std::move(ports), config()};

    Time now{1s};
    unsigned polls = 0;        // since it was told something
    bool starts_well = false;  // the chip's start passes, so that what comes after it is tried too
    while (!answers.over()) {
        const bool idle = chip.state() == Ld3320State::kOff || chip.state() == Ld3320State::kFailed;
        if (idle) {
            const std::uint8_t order = answers.next();
            starts_well = (order & 2) != 0;
            bus.is_well = starts_well;
            if ((order & 1) != 0) chip.play(clip);
            else chip.listen();
            polls = 0;
        }
        bus.is_well = starts_well && chip.state() == Ld3320State::kStarting;
        now += std::chrono::milliseconds{10 + 4 * answers.next()};
        const Ld3320Event event = chip.poll(now);
        if (event != Ld3320Event::kNone || chip.state() == Ld3320State::kOff) require_consistent(chip, event);
        require(++polls < 20'000, "whatever the chip says, it comes to an end");
    }
    return 0;
}
