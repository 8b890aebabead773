// Decides what the robot does: go somewhere, explore, patrol, follow a wall, hold a course, go home, stop.
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
#include "nodes/course.hpp"
#include "nodes/course_orders.hpp"
#include "nodes/explorer.hpp"
#include "nodes/itinerary.hpp"
#include "nodes/request_inbox.hpp"

namespace seqboard {

/// The last wish wins, whoever had it; of several in one step a stop, else that of the port named last below. A low battery leaves only
/// home and stop, a critical one only stop. Begins with `start`, unless somebody has a wish already: started again it goes on with that. A
/// course is not gone on with: the robot stands then, as nobody knows how long ago the word was said. Publishes Goal and BehaviourState at
/// every step. World frame as in Pose.
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
        float course_speed_m_s = setup.param("course_speed_m_s", 0.2f, {0.05f, 1.0f});    ///< until somebody says faster or slower
        float course_step_m_s = setup.param("course_step_m_s", 0.05f, {0.01f, 0.5f});     ///< that changes it by so much
        float slowest_course_m_s = setup.param("slowest_course_m_s", 0.1f, {0.02f, 1.0f});
        float fastest_course_m_s = setup.param("fastest_course_m_s", 0.35f, {0.05f, 1.0f});
        float back_m = setup.param("back_m", 0.3f, {0.05f, 1.0f});  ///< so far a word goes back: nobody looks there
        Duration course_time = setup.param<Duration>("course_time", std::chrono::seconds{10});  ///< a course ends, unless it is renewed
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
          start_{start_named(io_.start)},
          itinerary_{io_.via, io_.rounds, {io_.goal_x_m, io_.goal_y_m}},
          explorer_{io_.keep_m},
          orders_{rules_of(io_)} {}

    void step(const Tick& tick) {
        const auto reading = io_.pose.read();
        const Pose* const pose = reading && is_valid(*reading) ? &*reading : nullptr;
        obey(pose, tick.now);
        if (pose != nullptr) advance(*pose, tick.now);
        if (Course::is_goal(goal_.kind) && orders_.over(tick.now)) finish();
        state_.phase = phase(tick.now);
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

    static CourseRules rules_of(const Io& io) {
        if (io.slowest_course_m_s > io.fastest_course_m_s)
            throw StartError{ExitCode::kConfig, "slowest_course_m_s is above fastest_course_m_s; courses need a speed between the two"};
        return {.speed_m_s = io.course_speed_m_s,
                .step_m_s = io.course_step_m_s,
                .slowest_m_s = io.slowest_course_m_s,
                .fastest_m_s = io.fastest_course_m_s,
                .back_m = io.back_m,
                .time = io.course_time};
    }

    void obey(const Pose* pose, Time now) {
        std::optional<Wish> wish;
        const bool first = !std::exchange(started_, true);
        if (first) {
            // Another count than before a restart of this node.
            goal_.count = static_cast<std::uint32_t>(now.time_since_epoch() / std::chrono::milliseconds{1});
            wish = Wish{start_, {io_.goal_x_m, io_.goal_y_m}, BehaviourCause::kStart};
        }
        const auto consider = [&](Wish another) {
            if (first && CourseOrders::is_word(another.kind)) another.kind = BehaviourKind::kStop;
            const bool stops = wish && wish->kind == BehaviourKind::kStop && wish->cause != BehaviourCause::kStart;
            if (another.kind != BehaviourKind::kNone && !stops) wish = another;
        };
        if (const auto voice = io_.voice.read(); voices_.is_new(voice)) consider({behaviour_of(voice->code), {}, BehaviourCause::kVoice});
        if (const auto pad = io_.pad.read(); pads_.is_new(pad)) consider({pad->kind, {pad->x_m, pad->y_m}, BehaviourCause::kPad});
        if (const auto request = io_.request.read(); requests_.is_new(request))
            consider({request->kind, {request->x_m, request->y_m}, BehaviourCause::kRequest});
        if (wish) begin(*wish, pose, now);
        heed_battery(now);
    }

    void heed_battery(Time now) {
        const auto battery = io_.battery.read();
        if (!battery || state_.kind == BehaviourKind::kStop) return;
        if (battery->state == BatteryState::kCritical) begin({BehaviourKind::kStop, {}, BehaviourCause::kBatteryCritical}, nullptr, now);
        if (battery->state == BatteryState::kLow && state_.kind != BehaviourKind::kHome)
            begin({BehaviourKind::kHome, {}, BehaviourCause::kBatteryLow}, nullptr, now);
    }

    void begin(const Wish& wish, const Pose* pose, Time now) {
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
            case BehaviourKind::kForward:
            case BehaviourKind::kBackward:
            case BehaviourKind::kLeft:
            case BehaviourKind::kRight:
                if (pose == nullptr) return;  // which way would that be?
                if (steer(wish.kind, *pose, now)) return;
                break;
            case BehaviourKind::kFaster:
            case BehaviourKind::kSlower: {
                const float speed_m_s = orders_.change_speed(wish.kind, now);
                if (Course::is_goal(goal_.kind)) goal_.speed_limit_m_s = speed_m_s;
                return;
            }
            default: return;  // no wish of ours
        }
        done_ = false;
        state_ = {.since_ns = static_cast<std::uint64_t>(now.time_since_epoch().count()), .kind = wish.kind, .cause = wish.cause};
    }

    /// Another goal by a word of a course. True if what the robot does remains the same: it was driving and still is.
    bool steer(BehaviourKind word, const Pose& pose, Time now) {
        moved_at_ = now;
        const bool drove = goal_.kind == GoalKind::kCourse;
        const std::uint32_t count = goal_.count + 1;
        goal_ = orders_.told(word, pose, Course::is_goal(goal_.kind) ? std::optional{goal_} : std::nullopt, now);
        goal_.count = count;
        return drove && goal_.kind == GoalKind::kCourse;
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

    /// Nothing is left of what it does.
    void finish() {
        done_ = true;
        set_goal(GoalKind::kNone);
    }

    void advance(const Pose& pose, Time now) {
        const Point here{pose.x_m, pose.y_m};
        if (!Course::is_goal(goal_.kind) || std::abs(pose.speed_m_s) > kMoves_m_s) moved_at_ = now;
        if (Course::reached(goal_, pose)) finish();
        if (state_.kind == BehaviourKind::kPatrol && itinerary_.pass(here)) head_for(itinerary_.next());
        if (state_.kind == BehaviourKind::kExplore && !done_) explore(here, now);
    }

    void explore(Point here, Time now) {
        if (!io_.map.has_news()) return;
        const auto map = io_.map.read();
        if (!map || !grid_.load(*map)) return;
        const auto state = plan_state();
        const bool stands = state == PlanState::kArrived || state == PlanState::kBlocked;
        const auto target = explorer_.next(grid_, here, stands, now);
        done_ = explorer_.done(now);
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

    BehaviourPhase phase(Time now) const {
        if (state_.kind == BehaviourKind::kStop) return BehaviourPhase::kIdle;
        if (done_) return BehaviourPhase::kArrived;
        const auto wheels = io_.wheels.read();
        if (wheels && wheels->mode == WheelMode::kCliff) return BehaviourPhase::kAtCliff;
        if (wheels && wheels->mode == WheelMode::kStalled) return BehaviourPhase::kBlocked;
        if (goal_.kind == GoalKind::kWallLeft || goal_.kind == GoalKind::kWallRight)
            return io_.pose.read() ? BehaviourPhase::kUnderway : BehaviourPhase::kWaiting;
        if (goal_.kind == GoalKind::kTurn) return BehaviourPhase::kUnderway;
        if (Course::is_goal(goal_.kind)) return now - moved_at_ > kPatience ? BehaviourPhase::kBlocked : BehaviourPhase::kUnderway;
        const auto state = plan_state();
        if (!state || *state == PlanState::kWaiting) return BehaviourPhase::kWaiting;
        if (state_.kind == BehaviourKind::kExplore) return BehaviourPhase::kUnderway;
        if (*state == PlanState::kBlocked) return BehaviourPhase::kBlocked;
        return *state == PlanState::kArrived ? BehaviourPhase::kArrived : BehaviourPhase::kUnderway;
    }

    /// Near enough to a place to see it from there. Behind it may stand what no beam has met yet.
    static constexpr float kSight_m = 0.5f;
    static constexpr float kMoves_m_s = 0.02f;
    static constexpr Duration kPatience = std::chrono::seconds{2};  // a head has looked everywhere, a robot has turned

    Io io_;
    BehaviourKind start_;
    Itinerary itinerary_;
    Explorer explorer_;
    CourseOrders orders_;
    OccupancyGrid grid_{{}, 0.05f};  ///< the map, as it was last
    RequestInbox voices_, pads_, requests_;
    Goal goal_;
    BehaviourState state_;
    Time moved_at_{};  ///< on a course; or when the last word was said
    bool started_ = false;
    bool done_ = false;  ///< nothing is left of what it does
};

}  // namespace seqboard
