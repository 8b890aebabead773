#include "core/segment/sysv_name.hpp"

#include <errno.h>
#include <sys/sem.h>
#include <unistd.h>

#include "core/schema/fixed_text.hpp"
#include "core/segment/segment_error.hpp"

namespace seqboard {

namespace {

enum : unsigned short { kOwner = 0, kCheckLow = 1, kCheckHigh = 2, kSemaphores = 3 };
constexpr int kProbes = 16;
constexpr int kMode = 0640;

union SemaphoreArgument {  // the caller defines it: semctl(2)
    int value;
    semid_ds* status;
};

sembuf add(unsigned short semaphore, unsigned short amount, int flags) {
    return {semaphore, static_cast<short>(amount), static_cast<short>(flags | IPC_NOWAIT)};
}
sembuf require_zero(unsigned short semaphore) { return {semaphore, 0, IPC_NOWAIT}; }

/// Anybody may put semaphores under our key; only our own and root's count.
bool trusted(int id) {
    semid_ds status{};
    SemaphoreArgument argument{};
    argument.status = &status;
    return ::semctl(id, 0, IPC_STAT, argument) == 0 && (status.sem_perm.uid == ::geteuid() || status.sem_perm.uid == 0);
}

int value(int id, unsigned short semaphore) { return ::semctl(id, semaphore, GETVAL, SemaphoreArgument{}); }

}  // namespace

SysvName::SysvName(std::string_view board, std::string_view node) {
    const std::uint64_t hash = fnv1a(node, fnv1a("/", fnv1a(board)));
    first_key_ = kSysvKeyBase | static_cast<key_t>(hash & 0x00FFFFFF);
    check_low_ = static_cast<unsigned short>((hash >> 24 & 0x7FFF) | 1);
    check_high_ = static_cast<unsigned short>((hash >> 39 & 0x7FFF) | 1);
}

SysvName::Match SysvName::match(int id) const {
    if (!trusted(id)) return Match::kOther;
    const int low = value(id, kCheckLow);
    const int high = value(id, kCheckHigh);
    if (low == 0 && high == 0) return Match::kNameless;
    return low == check_low_ && high == check_high_ ? Match::kOurs : Match::kOther;
}

std::optional<SysvName::Set> SysvName::find_set() const {
    for (int probe = 0; probe < kProbes; ++probe) {
        const key_t key = key_of(probe);
        const int id = ::semget(key, 0, 0);  // a gap ends nothing: the name that made us take the next key may be gone
        if (id < 0 && errno != ENOENT && errno != EACCES) throw system_error("System V semaphore", "cannot be looked for", errno);
        if (id >= 0 && match(id) == Match::kOurs) return Set{key, id};
    }
    return std::nullopt;
}

std::optional<key_t> SysvName::find() const {
    const auto set = find_set();
    return set ? std::optional{set->key} : std::nullopt;
}

key_t SysvName::key_of(int probe) const { return kSysvKeyBase | ((first_key_ + probe) & 0x00FFFFFF); }

pid_t SysvName::claim() {
    if (const auto set = find_set()) return take(set->id);
    for (int probe = 0; probe < kProbes; ++probe) {
        const int id = ::semget(key_of(probe), kSemaphores, IPC_CREAT | kMode);
        if (id < 0 && (errno == EACCES || errno == EINVAL)) continue;  // somebody else's semaphores under our key
        if (id < 0) throw system_error("System V semaphore", "cannot be made (limits: see ipcs -l)", errno);
        // Naming and owning a new set is one atomic operation: a process killed before it leaves a nameless set for the next.
        sembuf name_and_own[] = {require_zero(kOwner),     require_zero(kCheckLow),       require_zero(kCheckHigh),
                                 add(kOwner, 1, SEM_UNDO), add(kCheckLow, check_low_, 0), add(kCheckHigh, check_high_, 0)};
        if (::semop(id, name_and_own, std::size(name_and_own)) == 0) return hold(id);
        if (errno != EAGAIN && errno != EACCES) throw system_error("System V semaphore", "cannot be taken", errno);
        if (match(id) == Match::kOurs) return take(id);
    }
    throw SegmentError{SegmentFault::kSystem, "System V keys: 16 in a row are taken by others; choose another --board name"};
}

pid_t SysvName::take(int id) {
    sembuf own[] = {require_zero(kOwner), add(kOwner, 1, SEM_UNDO)};
    if (::semop(id, own, std::size(own)) == 0) return hold(id);
    if (errno != EAGAIN) throw system_error("System V semaphore", "cannot be taken", errno);
    return static_cast<pid_t>(::semctl(id, kOwner, GETPID, SemaphoreArgument{}));
}

pid_t SysvName::hold(int id) {
    held_set_ = id;
    holding_process_ = ::getpid();
    return 0;
}

void SysvName::release() noexcept {
    if (holding_process_ != ::getpid()) return;  // a forked child
    sembuf give_back{kOwner, -1, IPC_NOWAIT | SEM_UNDO};
    ::semop(held_set_, &give_back, 1);  // by its number: a set that was removed and made anew has another, and another owner
}

std::optional<pid_t> SysvName::holder() const {
    const auto set = find_set();
    if (!set || value(set->id, kOwner) != 1) return std::nullopt;
    return static_cast<pid_t>(::semctl(set->id, kOwner, GETPID, SemaphoreArgument{}));
}

void SysvName::remove() {
    if (const auto set = find_set()) ::semctl(set->id, 0, IPC_RMID, SemaphoreArgument{});
}

}  // namespace seqboard
