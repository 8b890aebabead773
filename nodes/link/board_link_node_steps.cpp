// What the board's end of a link does in a step, and between two.
#include "nodes/link/board_link_node.hpp"

namespace seqboard::link {

namespace {

constexpr Duration kRest = std::chrono::milliseconds{20};  ///< the runner shows in between that the node lives

bool in_lockstep(const Setup& setup) { return setup.args().clock.kind == ClockChoice::Kind::kDrive; }

}  // namespace

BoardLinkNode::BoardLinkNode(Io io)
    : io_{std::move(io)},
      end_{contract()},
      line_{open_line(io_.line)},
      actuators_{end_.contract().actuators},
      mirrors_{end_.contract().mirrors} {}

BoardLinkNode::~BoardLinkNode() {
    end_.send_bye();
    flush();
}

Contract BoardLinkNode::contract() const {
    Contract contract{.mode = in_lockstep(io_.setup) ? LinkMode::kLockstep : LinkMode::kRealtime,
                      .step = io_.setup.args().period.value_or(kPeriod),
                      .sensors = io_.sensors.fields(),
                      .actuators = io_.actuators.fields(),
                      .mirrors = io_.mirrors.fields()};
    require_carriable(contract);
    return contract;
}

bool BoardLinkNode::await_tick(Time next) {
    exchange();
    if (!end_.due()) {
        line_->wait(kRest);
        exchange();
    }
    if (!end_.due()) return false;
    io_.sensors.publish(next, end_.sensors());
    return true;
}

void BoardLinkNode::step(const Tick& tick) {
    if (!in_lockstep(io_.setup)) {
        exchange();
        io_.sensors.publish(tick.now, end_.sensors());
        end_.sensors().forget();
    }
    io_.actuators.collect(tick.now, actuators_);
    io_.mirrors.collect(tick.now, mirrors_);
    end_.answer(actuators_, mirrors_);
    flush();
}

void BoardLinkNode::exchange() {
    const Time now = monotonic_now();
    while (const std::size_t count = line_->receive(buffer_)) end_.receive({buffer_.data(), count}, now);
    end_.poll(now);
    flush();
    note_plant();
}

void BoardLinkNode::flush() {
    Outbox& out = end_.outgoing();
    for (std::size_t i = 0; i < out.size(); ++i) line_->send(out[i]);
    out.clear();
}

void BoardLinkNode::note_plant() {
    if (end_.session() != plant_) {
        plant_ = end_.session();
        io_.actuators.begin_anew();
        io_.mirrors.begin_anew();
        log_line(LogLevel::kInfo, "link: %s", plant_ == 0 ? "the plant has left" : "a plant is linked");
    }
    if (end_.fault() == told_fault_) return;
    told_fault_ = end_.fault();
    if (!told_fault_.empty()) log_line(LogLevel::kError, "link: %s", told_fault_.c_str());
}

}  // namespace seqboard::link
