// Decides what the robot does: go somewhere, explore, patrol, follow a wall, go home, stop.
#pragma once

#include <optional>
#include <string_view>
#include <utility>

#include "core/messages/battery.hpp"
#include "core/messages/behaviour.hpp"
#include "core/messages/goal.hpp"
#include "core/messages/map.hpp"
#include "core/messages/plan.hpp"
#include "core/messages/pose.hpp"
#include "core/messages/voice.hpp"
#include "core/messages/wheels.hpp"
#include "core/node.hpp"
#include "nodes/behaviour_names.hpp"
#include "nodes/explorer.hpp"
#include "nodes/itinerary.hpp"
#include "nodes/request_inbox.hpp"

namespace seqboard {

/// The last wish wins, whoever had it; of several in one step a stop, else that of the port named last below. A low battery leaves only home
/// and stop, a critical one only stop. Begins with `start`, unless somebody has a wish already: started again it goes on with that.
/// Publishes Goal and BehaviourState at every step. World frame as in Pose.
class BehaviourNode {
public:
    static constexpr auto kPeriod = std::chrono::milliseconds{100};

    struct Io {
        Setup& setup;
        std::string start = setup.param("start", "stop");  ///< stop, go_to, explore, patrol, wall_left, wall_right or home
        float goal_x_m = setup.param("goal_x_m", 0.0f);    ///< of the start behaviour go_to; and where every patrol ends
        float goal_y_m = setup.param("goal_y_m", 0.0f);
        float goal_radius_m = setup.param("goal_radius_m", 0.08f, {0.01f, 1.0f});
        std::string via = setup.param("via", "");  ///< the patrol's places, as in Itinerary
        int rounds = setup.param("rounds", 1, {1, 10000});
        float home_x_m = setup.param("home_x_m", 0.0f);
        float home_y_m = setup.param("home_y_m", 0.0f);
        float keep_m = setup.param("keep_m", 0.18f, {0.02f, 1.0f});  ///< exploring goes where obstacles are as far away: hull and margin
        float explore_speed_m_s = setup.param("explore_speed_m_s", 0.2f, {0.05f, 1.0f});  ///< at most: nobody knows where the floor ends
        Input<VoiceCommand> voice = setup.optional_input<VoiceCommand>("voice_command", kForever);
        Input<BehaviourRequest> pad = setup.optional_input<BehaviourRequest>("pad_request", kForever);
        Input<BehaviourRequest> request = setup.optional_input<BehaviourRequest>("behaviour_request", kForever);
        Input<Battery> battery = setup.optional_input<Battery>("battery", std::chrono::seconds{2});
        Input<WheelState> wheels = setup.optional_input<WheelState>("wheel_state", std::chrono::milliseconds{250});
        Input<Pose> pose = setup.input<Pose>("pose", std::chrono::milliseconds{200});
        Input<Map> map = setup.input<Map>("map", std::chrono::seconds{1});
        Input<Plan> plan = setup.input<Plan>("plan", std::chrono::milliseconds{500});
        Output<Goal> goal = setup.output<Goal>("goal");
        Output<BehaviourState> state = setup.output<BehaviourState>("behaviour_state");
    };

    explicit BehaviourNode(Io io)
        : io_{std::move(io)},
          start_{behaviour_named(io_.start)},
          itinerary_{io_.via, io_.rounds, {io_.goal_x_m, io_.goal_y_m}},
          explorer_{io_.keep_m} {}

    void step(const Tick& tick) {
        obey(tick.now);
        if (const auto pose = io_.pose.read(); pose && is_valid(*pose)) advance({pose->x_m, pose->y_m}, tick.now);
        state_.phase = phase();
        io_.setup.begin_lineage();  // a decision is no measurement: else the age of its first one went round through the plan for ever
        io_.goal.write(goal_);
        io_.state.write(state_);
    }

private:
    struct Wish {
        BehaviourKind kind = BehaviourKind::kNone;
        Point place;
        BehaviourCause cause = BehaviourCause::kStart;
    };

    void obey(Time now) {
        std::optional<Wish> wish;
        if (!std::exchange(started_, true)) {
            // Another count than before a restart of this node.
            goal_.count = static_cast<std::uint32_t>(now.time_since_epoch() / std::chrono::milliseconds{1});
            wish = Wish{start_, {io_.goal_x_m, io_.goal_y_m}, BehaviourCause::kStart};
        }
        const auto consider = [&](const Wish& another) {
            const bool stops = wish && wish->kind == BehaviourKind::kStop && wish->cause != BehaviourCause::kStart;
            if (another.kind != BehaviourKind::kNone && !stops) wish = another;
        };
        if (const auto voice = io_.voice.read(); voices_.is_new(voice)) consider({behaviour_of(voice->code), {}, BehaviourCause::kVoice});
        if (const auto pad = io_.pad.read(); pads_.is_new(pad)) consider({pad->kind, {pad->x_m, pad->y_m}, BehaviourCause::kPad});
        if (const auto request = io_.request.read(); requests_.is_new(request))
            consider({request->kind, {request->x_m, request->y_m}, BehaviourCause::kRequest});
        if (wish) begin(*wish, now);
        heed_battery(now);
    }

    void heed_battery(Time now) {
        const auto battery = io_.battery.read();
        if (!battery || state_.kind == BehaviourKind::kStop) return;
        if (battery->state == BatteryState::kCritical) begin({BehaviourKind::kStop, {}, BehaviourCause::kBatteryCritical}, now);
        if (battery->state == BatteryState::kLow && state_.kind != BehaviourKind::kHome)
            begin({BehaviourKind::kHome, {}, BehaviourCause::kBatteryLow}, now);
    }

    void begin(const Wish& wish, Time now) {
        switch (wish.kind) {
            case BehaviourKind::kGoTo:
                if (!std::isfinite(wish.place.x_m) || !std::isfinite(wish.place.y_m)) return;
                head_for(wish.place);
                break;
            case BehaviourKind::kHome: head_for({io_.home_x_m, io_.home_y_m}); break;
            case BehaviourKind::kPatrol:
                itinerary_.restart();
                head_for(itinerary_.next());
                break;
            case BehaviourKind::kExplore:
                explorer_.restart();
                set_goal(GoalKind::kNone);
                break;
            case BehaviourKind::kWallLeft: set_goal(GoalKind::kWallLeft); break;
            case BehaviourKind::kWallRight: set_goal(GoalKind::kWallRight); break;
            case BehaviourKind::kStop: set_goal(GoalKind::kNone); break;
            default: return;  // no wish of ours
        }
        explored_ = false;
        state_ = {.since_ns = static_cast<std::uint64_t>(now.time_since_epoch().count()), .kind = wish.kind, .cause = wish.cause};
    }

    void head_for(Point place) { set_goal(GoalKind::kPlace, place, io_.goal_radius_m); }

    void set_goal(GoalKind kind, Point place = {}, float radius_m = 0, float speed_limit_m_s = 0) {
        goal_ = {.x_m = place.x_m,
                 .y_m = place.y_m,
                 .radius_m = radius_m,
                 .speed_limit_m_s = speed_limit_m_s,
                 .count = goal_.count + 1,
                 .kind = kind};
    }

    void advance(Point here, Time now) {
        if (state_.kind == BehaviourKind::kPatrol && itinerary_.pass(here)) head_for(itinerary_.next());
        if (state_.kind == BehaviourKind::kExplore && !explored_) explore(here, now);
    }

    void explore(Point here, Time now) {
        if (!io_.map.has_news()) return;
        const auto map = io_.map.read();
        if (!map || !grid_.load(*map)) return;
        const auto state = plan_state();
        const bool stands = state == PlanState::kArrived || state == PlanState::kBlocked;
        const auto target = explorer_.next(grid_, here, stands, now);
        explored_ = explorer_.done(now);
        if (!target && goal_.kind != GoalKind::kNone) set_goal(GoalKind::kNone);
        if (target && (goal_.kind != GoalKind::kPlace || target->x_m != goal_.x_m || target->y_m != goal_.y_m))
            set_goal(GoalKind::kPlace, *target, kSight_m, io_.explore_speed_m_s);
    }

    /// Of the plan for the present goal.
    std::optional<PlanState> plan_state() const {
        const auto plan = io_.plan.read();
        if (!plan || plan->goal_count != goal_.count || goal_.kind != GoalKind::kPlace) return std::nullopt;
        return plan->state;
    }

    BehaviourPhase phase() const {
        if (state_.kind == BehaviourKind::kStop) return BehaviourPhase::kIdle;
        if (explored_) return BehaviourPhase::kArrived;
        const auto wheels = io_.wheels.read();
        if (wheels && wheels->mode == WheelMode::kCliff) return BehaviourPhase::kAtCliff;
        if (wheels && wheels->mode == WheelMode::kStalled) return BehaviourPhase::kBlocked;
        if (goal_.kind == GoalKind::kWallLeft || goal_.kind == GoalKind::kWallRight)
            return io_.pose.read() ? BehaviourPhase::kUnderway : BehaviourPhase::kWaiting;
        const auto state = plan_state();
        if (!state || *state == PlanState::kWaiting) return BehaviourPhase::kWaiting;
        if (state_.kind == BehaviourKind::kExplore) return BehaviourPhase::kUnderway;
        if (*state == PlanState::kBlocked) return BehaviourPhase::kBlocked;
        return *state == PlanState::kArrived ? BehaviourPhase::kArrived : BehaviourPhase::kUnderway;
    }

    /// Near enough to a place to see it from there. Behind it may stand what no beam has met yet.
    static constexpr float kSight_m = 0.5f;

    Io io_;
    BehaviourKind start_;
    Itinerary itinerary_;
    Explorer explorer_;
    OccupancyGrid grid_{{}, 0.05f};  ///< the map, as it was last
    RequestInbox voices_, pads_, requests_;
    Goal goal_;
    BehaviourState state_;
    bool started_ = false;
    bool explored_ = false;  ///< nothing is left of it
};

}  // namespace seqboard
