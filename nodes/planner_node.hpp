// Finds the way to the goal around what the map shows.
#pragma once

#include "core/messages/goal.hpp"
#include "core/messages/map.hpp"
#include "core/messages/plan.hpp"
#include "core/messages/pose.hpp"
#include "core/node.hpp"
#include "nodes/pure_pursuit.hpp"
#include "nodes/route_planner.hpp"

namespace seqboard {

/// World frame as in Pose. Plans anew on every new Map, which is four times a second, and at once for another goal. In between it says
/// what the robot's present place is like on the last plan's map. Without a fresh pose, map or goal there is no plan (WAITING);
/// a goal that is no place needs none. Where no way is wide enough it looks in the next step for one past what is not sure: to look again
/// there is better than not to go. A search looks at a third of the map in a step, so that the longest one fits the period on a small board,
/// and goes on in the next; until it is decided the plan stays what it was.
class PlannerNode {
public:
    static constexpr auto kPeriod = std::chrono::milliseconds{50};

    struct Io {
        Setup& setup;
        float hull_radius_m = setup.param("hull_radius_m", 0.11f, {0.02f, 1.0f});
        float margin_m = setup.param("margin_m", 0.07f, {0.0f, 0.5f});
        Input<Map> map = setup.input<Map>("map", std::chrono::seconds{1});
        Input<Pose> pose = setup.input<Pose>("pose", std::chrono::milliseconds{200});
        Input<Goal> goal = setup.input<Goal>("goal", std::chrono::milliseconds{500});
        Output<Plan> plan = setup.output<Plan>("plan");
    };

    explicit PlannerNode(Io io) : io_{std::move(io)}, route_{{.hull_radius_m = io_.hull_radius_m, .margin_m = io_.margin_m}} {}

    void step(const Tick& tick) {
        take_map();
        const auto pose = io_.pose.read();
        const auto goal = io_.goal.read();
        if (goal && pose && is_place(*goal) && is_valid(*pose) && tick.now - mapped_ <= io_.map.port().max_age()) plan(*goal, *pose);
        else wait();
        io_.plan.write(plan_);
    }

private:
    /// What the next step looks for.
    enum class Search : std::uint8_t { kNone, kWide, kPastUnsure };

    static constexpr int kCellsPerStep = OccupancyGrid::kCells / 3;

    static bool is_place(const Goal& goal) { return goal.kind == GoalKind::kPlace && std::isfinite(goal.x_m) && std::isfinite(goal.y_m); }

    void wait() {
        plan_.state = PlanState::kWaiting;
        if (search_ != Search::kNone) begin_anew();
    }

    void begin_anew() {
        search_ = Search::kWide;
        is_searching_ = false;
    }

    /// Only a new one is copied, and none before it is decided what the last one shows: maps might come faster than decisions.
    void take_map() {
        if (is_searching_ || search_ == Search::kPastUnsure || !io_.map.has_news()) return;
        const auto map = io_.map.read();
        if (!map || !grid_.load(*map)) return;
        mapped_ = map.stamp();
        search_ = Search::kWide;
    }

    void plan(const Goal& goal, const Pose& pose) {
        const Point here{pose.x_m, pose.y_m};
        const Point there{goal.x_m, goal.y_m};
        const bool another = goal.count != plan_.goal_count;
        plan_.goal_count = goal.count;
        plan_.goal_distance_m = distance_m(here, there);
        arrived_ = plan_.goal_distance_m <= goal.radius_m || (arrived_ && !another);
        if (another) begin_anew();
        if (search_ != Search::kNone) search(here, there, goal.radius_m);
        if (search_ != Search::kNone) {  // not decided: the plan stays what it was, unless it is that of another goal
            if (another) plan_.state = PlanState::kWaiting;
            return;
        }
        plan_.state = arrived_ ? PlanState::kArrived : route_.points().empty() ? PlanState::kBlocked : PlanState::kDriving;
        look_round(here);
    }

    void search(Point here, Point there, float radius_m) {
        using Evidence = OccupancyGrid::Evidence;
        const bool last = search_ == Search::kPastUnsure;
        const auto state =
            is_searching_ ? route_.go_on(grid_, kCellsPerStep)
                          : route_.begin(grid_, here, there, radius_m, last ? Evidence::kConfirmed : Evidence::kOccupied, kCellsPerStep);
        is_searching_ = state == RoutePlanner::State::kSearching;
        if (is_searching_) return;
        search_ = state == RoutePlanner::State::kFound || last ? Search::kNone : Search::kPastUnsure;
        if (search_ == Search::kNone) take_route();
    }

    void take_route() {
        ++plan_.replans;
        plan_.points = static_cast<std::uint8_t>(route_.points().size());
        for (std::size_t i = 0; i < route_.points().size(); ++i) {
            plan_.x_m[i] = route_.points()[i].x_m;
            plan_.y_m[i] = route_.points()[i].y_m;
        }
    }

    void look_round(Point here) {
        constexpr float kStep_m = 0.2f;
        constexpr int kSteps = 2;
        plan_.clearance_m = route_.clearance_m(grid_, here);
        plan_.explored_m = 0;
        if (plan_.state != PlanState::kDriving) return;
        for (int i = 1; i <= kSteps; ++i) {
            const float ahead_m = kStep_m * static_cast<float>(i);
            if (!route_.explored(grid_, point_ahead(route_.points(), here, ahead_m))) return;
            plan_.explored_m = ahead_m;
        }
    }

    Io io_;
    OccupancyGrid grid_{{}, 0.05f};  ///< the map, as it was last
    RoutePlanner route_;
    Plan plan_;
    Time mapped_{-std::chrono::hours{1}};
    Search search_ = Search::kNone;
    bool is_searching_ = false;  ///< that search has begun and is not decided
    bool arrived_ = false;       ///< at the goal of plan_.goal_count
};

}  // namespace seqboard
