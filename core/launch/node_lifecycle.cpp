#include "core/launch/node_lifecycle.hpp"

namespace seqboard {

namespace {

constexpr auto kDown = Supervised::kDown;
constexpr auto kWaiting = Supervised::kWaiting;
constexpr auto kStarting = Supervised::kStarting;
constexpr auto kReady = Supervised::kReady;
constexpr auto kStopping = Supervised::kStopping;
constexpr auto kBackoff = Supervised::kBackoff;
constexpr auto kFailed = Supervised::kFailed;
constexpr auto kDone = Supervised::kDone;
constexpr auto kHung = Supervised::kHung;

constexpr auto kNone = LifecycleAction::kNone;
constexpr auto kSpawn = LifecycleAction::kSpawn;
constexpr auto kTerminate = LifecycleAction::kTerminate;
constexpr auto kKill = LifecycleAction::kKill;
constexpr auto kPause = LifecycleAction::kPause;
constexpr auto kAbort = LifecycleAction::kAbort;
constexpr auto kWatch = LifecycleAction::kWatch;

// A start while it stops is remembered by the supervisor, which asks again when it is down. What hangs does not hear SIGTERM.
// clang-format off
constexpr LifecycleStep kTable[kLifecycleStates][kLifecycleEvents] = {
//               start               stop                     released             ready               ready timeout       stop timeout        died: restart       died: give up      died: done         pause over          hung                abort timeout       adopted
/* down     */ {{kWaiting, kNone},  {kDown, kNone},          {kDown, kNone},      {kDown, kNone},     {kDown, kNone},     {kDown, kNone},     {kDown, kNone},     {kDown, kNone},    {kDown, kNone},    {kDown, kNone},     {kDown, kNone},     {kDown, kNone},     {kStarting, kWatch}},
/* waiting  */ {{kWaiting, kNone},  {kDown, kNone},          {kStarting, kSpawn}, {kWaiting, kNone},  {kWaiting, kNone},  {kWaiting, kNone},  {kWaiting, kNone},  {kWaiting, kNone}, {kWaiting, kNone}, {kWaiting, kNone},  {kWaiting, kNone},  {kWaiting, kNone},  {kStarting, kWatch}},
/* starting */ {{kStarting, kNone}, {kStopping, kTerminate}, {kStarting, kNone},  {kReady, kNone},    {kStarting, kKill}, {kStarting, kNone}, {kBackoff, kPause}, {kFailed, kNone},  {kDone, kNone},    {kStarting, kNone}, {kStarting, kNone}, {kStarting, kNone}, {kStarting, kNone}},
/* ready    */ {{kReady, kNone},    {kStopping, kTerminate}, {kReady, kNone},     {kReady, kNone},    {kReady, kNone},    {kReady, kNone},    {kBackoff, kPause}, {kFailed, kNone},  {kDone, kNone},    {kReady, kNone},    {kHung, kAbort},    {kReady, kNone},    {kReady, kNone}},
/* stopping */ {{kStopping, kNone}, {kStopping, kNone},      {kStopping, kNone},  {kStopping, kNone}, {kStopping, kNone}, {kStopping, kKill}, {kDown, kNone},     {kDown, kNone},    {kDown, kNone},    {kStopping, kNone}, {kStopping, kNone}, {kStopping, kNone}, {kStopping, kNone}},
/* backoff  */ {{kWaiting, kNone},  {kDown, kNone},          {kBackoff, kNone},   {kBackoff, kNone},  {kBackoff, kNone},  {kBackoff, kNone},  {kBackoff, kNone},  {kBackoff, kNone}, {kBackoff, kNone}, {kWaiting, kNone},  {kBackoff, kNone},  {kBackoff, kNone},  {kBackoff, kNone}},
/* failed   */ {{kWaiting, kNone},  {kFailed, kNone},        {kFailed, kNone},    {kFailed, kNone},   {kFailed, kNone},   {kFailed, kNone},   {kFailed, kNone},   {kFailed, kNone},  {kFailed, kNone},  {kFailed, kNone},   {kFailed, kNone},   {kFailed, kNone},   {kFailed, kNone}},
/* done     */ {{kWaiting, kNone},  {kDone, kNone},          {kDone, kNone},      {kDone, kNone},     {kDone, kNone},     {kDone, kNone},     {kDone, kNone},     {kDone, kNone},    {kDone, kNone},    {kDone, kNone},     {kDone, kNone},     {kDone, kNone},     {kDone, kNone}},
/* hung     */ {{kHung, kNone},     {kStopping, kKill},      {kHung, kNone},      {kHung, kNone},     {kHung, kNone},     {kHung, kNone},     {kBackoff, kPause}, {kFailed, kNone},  {kDone, kNone},    {kHung, kNone},     {kHung, kNone},     {kHung, kKill},     {kHung, kNone}},
};
// clang-format on

}  // namespace

LifecycleStep next_step(Supervised state, LifecycleEvent event) {
    return kTable[static_cast<std::size_t>(state)][static_cast<std::size_t>(event)];
}

}  // namespace seqboard
