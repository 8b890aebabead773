#include "core/node/node_session.hpp"

#include "core/exit_code.hpp"
#include "core/log.hpp"

namespace seqboard {

namespace {

constexpr Duration kLookInterval = std::chrono::milliseconds{100};
constexpr Duration kThoroughInterval = std::chrono::seconds{1};

SlotSpec status_spec(const NodeArgs& args) {
    SlotSpec spec = slot_spec<NodeStatus>(args.name + ".status");
    spec.notify = args.clock.kind == ClockChoice::Kind::kFollow;  // the coordinator waits for it
    return spec;
}

}  // namespace

NodeSession::NodeSession(NodeType type, NodeArgs args, std::shared_ptr<Blackboard> board)
    : type_{std::move(type)},
      board_{std::move(board)},
      setup_{std::move(args), false},
      params_{setup_.parameters()},
      status_port_{"status", status_spec(setup_.args()), status_context_},
      params_port_{"params", {}, status_context_},
      persons_{InputPort{"requests", slot_spec<ParamRequest>(std::string{kParamRequestSlot}), kForever, status_context_}},
      supervisor_{InputPort{"modes", slot_spec<ParamRequest>(std::string{kModeRequestSlot}), kForever, status_context_}} {
    persons_.port.rename(persons_.port.slot(), std::string{kOperatorNode});
    supervisor_.port.rename(supervisor_.port.slot(), std::string{kSupervisorNode});
}

void NodeSession::start(LockstepDriver* driver, const std::function<void()>& before_hardware) {
    node_ = type_.make(setup_, [&] {
        setup_.seal();
        connect(driver);
        if (before_hardware) before_hardware();
    });
    if (!type_.trigger.empty()) trigger_seen_ = setup_.find_input(type_.trigger)->ring.head();
}

void NodeSession::connect(LockstepDriver* driver) {
    const NodeArgs& args = setup_.args();
    if (!type_.trigger.empty() && setup_.find_input(type_.trigger) == nullptr)
        throw StartError{ExitCode::kBug, type_.name + ": kTrigger names no input: '" + type_.trigger + "'"};
    params_port_.spec = params_.spec(args.name, type_.name);
    std::vector<SlotSpec> specs = {status_port_.spec, params_port_.spec};
    for (OutputPort& output : setup_.outputs()) {
        output.spec.period = period();
        specs.push_back(output.spec);
    }
    const std::size_t first_clock_slot = specs.size();
    if (driver != nullptr)
        for (SlotSpec& spec : LockstepDriver::slots(args.clock)) specs.push_back(std::move(spec));
    segment_ = board_->create(args.name, specs);

    std::size_t slot = 0;
    status_port_.bind(segment_->writer(slot++), segment_->epoch());
    params_port_.bind(segment_->writer(slot++), segment_->epoch());
    for (OutputPort& output : setup_.outputs()) output.bind(segment_->writer(slot++), segment_->epoch());
    if (driver != nullptr) driver->bind(*segment_, first_clock_slot, setup_.inputs());

    status_.pid = static_cast<std::uint32_t>(::getpid());
    status_.period_us = static_cast<std::uint32_t>(std::chrono::duration_cast<std::chrono::microseconds>(period()).count());
    status_.clock = args.clock.kind == ClockChoice::Kind::kReal ? ClockMode::kReal : ClockMode::kLockstep;
    status_.inputs = static_cast<std::uint16_t>(setup_.inputs().size());
    connect_inputs(false);
    publish_params();
    publish_status(NodeState::kStarting);
}

void NodeSession::step(const Turn& turn) {
    const Time began = monotonic_now();
    statistics_.add_start(turn.late, turn.missed);
    setup_.context().begin(turn.now);
    node_->step({.now = turn.now, .period = period(), .count = steps_++});
    const Time ended = monotonic_now();
    safe_ = false;
    statistics_.add_step(ended - began);
    status_.tick_done = turn.tick;
    publish_status(NodeState::kReady);
    look_after_ports(ended);
}

void NodeSession::pass(const Turn& turn) {
    status_.tick_done = turn.tick;
    publish_status(NodeState::kReady);
}

bool NodeSession::has_work() {
    if (type_.trigger.empty()) return true;
    const std::uint32_t head = setup_.find_input(type_.trigger)->ring.head();
    if (head == trigger_seen_) return false;
    trigger_seen_ = head;
    return true;
}

void NodeSession::look_after_ports(Time now) {
    for (Requests* const requests : {&persons_, &supervisor_})  // one load: no need to let people wait
        if (requests->port.connected() && requests->port.ring.head() != requests->taken) take_param_request(*requests);
    const bool urgent = status_.inputs_missing != 0 && status_.clock == ClockMode::kLockstep;
    if (now - looked_ < (urgent ? kLookInterval / 50 : kLookInterval)) return;
    looked_ = now;
    const bool thorough = now - looked_thoroughly_ >= kThoroughInterval;
    if (thorough) looked_thoroughly_ = now;
    connect_inputs(thorough);
    take_param_request(persons_);
    take_param_request(supervisor_);
    if (thorough && !segment_->still_owned())
        throw StartError{ExitCode::kOwned, "the lock of this node was deleted, another process may own its name; stopping"};
    if (thorough && !segment_->still_in_place())
        throw StartError{ExitCode::kNoInput,
                         "the segment of this node was deleted, new readers cannot find it; stopping, a restart makes a new one"};
}

void NodeSession::connect_inputs(bool thorough) {
    std::uint16_t missing = 0;
    std::uint32_t overruns = 0;
    for (InputPort& input : setup_.inputs()) {
        const bool was_connected = input.connected();
        if (input.lost(*board_, thorough)) {
            const std::string fault = input.fault();
            input.connect(*board_);
            if (!input.connected() && (was_connected || input.fault() != fault) && input.fault().find("no node") == std::string::npos)
                log_line(LogLevel::kWarning, "input '%s' (slot '%s'): %s", input.port().c_str(), input.slot().c_str(),
                         input.fault().c_str());
        }
        missing = static_cast<std::uint16_t>(missing + (!input.connected() && !input.unfed));
        overruns += input.overruns;
    }
    status_.inputs_missing = missing;
    status_.read_overruns = overruns;
}

void NodeSession::take_param_request(Requests& requests) {
    if (requests.port.lost(*board_, false) && !requests.port.connect(*board_)) return;
    SampleHeader header;
    ParamRequest request;
    if (requests.port.ring.latest(header, &request, sizeof request) != Copied::kWhole || header.sequence == requests.taken) return;
    requests.taken = header.sequence;
    if (time_from_ns(header.stamp_ns) < began_) return;  // meant for an earlier incarnation
    if (text_in(request.node) != setup_.args().name) return;
    const ParamResult result = params_.apply(request);
    if (result == ParamResult::kApplied) log_line(LogLevel::kInfo, "%s = %s", request.param.data(), request.value.data());
    publish_params();
}

void NodeSession::publish_params() {
    status_context_.begin(monotonic_now());  // as the status: before the first step there is no other time
    const auto& bytes = params_.encode();
    params_port_.write(bytes.data(), bytes.size());
}

void NodeSession::publish_status(NodeState state) {
    status_.state = state;
    statistics_.write_to(status_);
    // The heartbeat is in real time also when the board's time is simulated: it says that the process lives.
    status_context_.begin(monotonic_now());
    status_port_.write(&status_, sizeof status_);
}

void NodeSession::make_safe() noexcept {
    if (!node_ || safe_) return;
    node_->safe_output();
    safe_ = true;
    if (steps_ == 0) return;  // nothing has been commanded, and there is no time to say so
    setup_.context().begin(setup_.context().now);
    for (OutputPort& output : setup_.outputs())
        if (!output.safe.empty()) output.write(output.safe.data(), output.safe.size());
}

}  // namespace seqboard
