#include "core/segment/sysv_backend.hpp"

#include <errno.h>
#include <sys/shm.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <cstring>

#include "core/segment/segment_error.hpp"
#include "core/segment/segment_layout.hpp"
#include "core/segment/sysv_name.hpp"

namespace seqboard {

namespace {

constexpr const char* kSegmentTable = "/proc/sysvipc/shm";

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};

void detach(std::byte* data, std::size_t) noexcept { ::shmdt(data); }

struct shmid_ds status_of(const std::string& place, int id) {
    struct shmid_ds status {};
    if (::shmctl(id, IPC_STAT, &status) != 0) throw system_error(place, "cannot be examined", errno);
    return status;
}

Mapping attach(const std::string& place, int id, Access access) {
    const std::size_t bytes = status_of(place, id).shm_segsz;
    void* const data = ::shmat(id, nullptr, access == Access::kReadOnly ? SHM_RDONLY : 0);
    if (reinterpret_cast<std::intptr_t>(data) == -1) throw system_error(place, "cannot be attached", errno);
    return {static_cast<std::byte*>(data), bytes, detach};
}

class HeldName final : public Ownership {
public:
    explicit HeldName(SysvName name) : name_{name} {}
    ~HeldName() override { name_.release(); }
    bool still_held() const override { return name_.holder() == ::getpid(); }

private:
    SysvName name_;
};

class OpenSysv final : public OpenSegment {
public:
    OpenSysv(int id, Mapping mapping) : id_{id}, mapping_{std::move(mapping)} {}
    std::uint64_t bytes() const override { return mapping_.bytes(); }
    bool copy(std::uint64_t offset, std::span<std::byte> to) const override {
        if (offset > mapping_.bytes() || to.size() > mapping_.bytes() - offset) return false;
        std::memcpy(to.data(), mapping_.data() + offset, to.size());
        return true;
    }
    SegmentIdentity identity() const override { return {0, static_cast<std::uint64_t>(id_)}; }
    Mapping map(std::size_t) override { return std::move(mapping_); }

private:
    int id_;
    Mapping mapping_;
};

/// The second half of the magic is written last: as long as it is zero the segment is being made, or its maker was killed.
std::atomic_ref<std::uint32_t> last_word(const Mapping& mapping) {
    return std::atomic_ref{*reinterpret_cast<std::uint32_t*>(mapping.data() + sizeof(std::uint32_t))};
}

void check_owner(const std::string& place, int id) {
    const struct shmid_ds status = status_of(place, id);
    if (status.shm_perm.uid != ::geteuid() && status.shm_perm.uid != 0)
        throw SegmentError{SegmentFault::kRefused, place + ": belongs to user " + std::to_string(status.shm_perm.uid) +
                                                       ", not to this one or root; choose another --board name"};
    if ((status.shm_perm.mode & 022) != 0)
        throw SegmentError{SegmentFault::kRefused, place + ": may be written by group or others; remove it with ipcrm"};
}

/// The segment under the key, or -1.
int find_segment(key_t key) {
    const int id = ::shmget(key, 0, 0);
    if (id < 0 && errno != ENOENT && errno != EACCES) throw system_error("System V segment", "cannot be looked for", errno);
    return id;
}

void remove_segment(key_t key) {
    if (const int id = find_segment(key); id >= 0) ::shmctl(id, IPC_RMID, nullptr);
}

int make_segment(key_t key, std::size_t bytes, bool huge_pages) {
    constexpr int kFlags = IPC_CREAT | IPC_EXCL | 0640;
#ifdef SHM_HUGETLB
    if (huge_pages)
        if (const int id = ::shmget(key, bytes, kFlags | SHM_HUGETLB); id >= 0) return id;
#else
    (void)huge_pages;
#endif
    return ::shmget(key, bytes, kFlags);
}

}  // namespace

Guarantees SysvBackend::guarantees() const { return {.needs_no_attach_to_check = false}; }

std::string SysvBackend::place(std::string_view node) const { return "System V segment of " + board_ + "/" + std::string{node}; }

std::unique_ptr<Ownership> SysvBackend::own(std::string_view node) {
    SysvName name{board_, node};
    if (const pid_t holder = name.claim(); holder != 0)
        throw SegmentError{SegmentFault::kOwned, place(node) + ": owned by process " + std::to_string(holder) +
                                                     "; stop that one first, or give this node another --name"};
    return std::make_unique<HeldName>(name);
}

std::optional<Owner> SysvBackend::owner(std::string_view node) {
    const auto holder = SysvName{board_, node}.holder();
    return holder ? std::optional{Owner{*holder}} : std::nullopt;
}

Mapping SysvBackend::create(std::string_view node, std::span<const std::byte> header, std::size_t bytes) {
    const auto key = SysvName{board_, node}.find();
    if (!key) throw SegmentError{SegmentFault::kSystem, place(node) + ": created by a process that does not own it"};
    remove_segment(*key);
    const int id = make_segment(*key, bytes, huge_pages_);
    if (id < 0 && errno == EEXIST)
        throw SegmentError{SegmentFault::kRefused, place(node) + ": its key is taken by another user; choose another --board name"};
    if (id < 0) throw system_error(place(node), "no room for " + std::to_string(bytes) + " bytes (limits: see ipcs -l)", errno);
    try {
        Mapping mapping = attach(place(node), id, Access::kReadWrite);
        std::memset(mapping.data(), 0, bytes);  // reserves the pages
        std::uint32_t magic_end = 0;
        std::memcpy(&magic_end, header.data() + sizeof magic_end, sizeof magic_end);
        std::memcpy(mapping.data(), header.data(), sizeof magic_end);
        std::memcpy(mapping.data() + kSegmentMagic.size(), header.data() + kSegmentMagic.size(), header.size() - kSegmentMagic.size());
        last_word(mapping).store(magic_end, std::memory_order_release);
        return mapping;
    } catch (...) {
        ::shmctl(id, IPC_RMID, nullptr);
        throw;
    }
}

std::unique_ptr<OpenSegment> SysvBackend::open(std::string_view node, Access access) {
    const auto key = SysvName{board_, node}.find();
    const int id = key ? find_segment(*key) : -1;
    if (id < 0) return nullptr;
    check_owner(place(node), id);
    Mapping mapping = attach(place(node), id, access);
    if (mapping.bytes() >= kSegmentMagic.size() && last_word(mapping).load(std::memory_order_acquire) == 0) return nullptr;
    return std::make_unique<OpenSysv>(id, std::move(mapping));
}

bool SysvBackend::replaced(std::string_view node, const SegmentIdentity& identity) {
    const auto key = SysvName{board_, node}.find();
    const int id = key ? find_segment(*key) : -1;
    return id < 0 || static_cast<std::uint64_t>(id) != identity.inode;
}

std::vector<std::string> SysvBackend::nodes() {
    std::vector<std::string> names;
    const std::unique_ptr<std::FILE, CloseFile> list{std::fopen(kSegmentTable, "re")};
    if (!list && errno == ENOENT) return names;
    if (!list) throw system_error(kSegmentTable, "cannot be read", errno);
    char line[512];
    while (std::fgets(line, sizeof line, list.get()) != nullptr) {
        long key = 0;
        int id = 0;
        if (std::sscanf(line, "%ld %d", &key, &id) != 2 || (key & kSysvKeyMask) != kSysvKeyBase) continue;
        try {
            const Mapping mapping = attach("System V segment " + std::to_string(id), id, Access::kReadOnly);
            if (mapping.bytes() < sizeof(SegmentHeader)) continue;
            SegmentHeader header;
            std::memcpy(&header, mapping.data(), sizeof header);
            header.board.back() = header.node.back() = '\0';
            if (header.magic == kSegmentMagic && board_ == header.board.data() && is_valid_name(header.node.data()))
                names.emplace_back(header.node.data());
        } catch (const SegmentError& error) {
            struct shmid_ds status {};
            if (error.fault() == SegmentFault::kRefused || ::shmctl(id, IPC_STAT, &status) != 0) continue;  // not ours to read, or gone
            throw;
        }
    }
    if (std::ferror(list.get()) != 0) throw system_error(kSegmentTable, "cannot be read", errno);
    std::sort(names.begin(), names.end());
    return names;
}

void SysvBackend::remove(std::string_view node) {
    SysvName name{board_, node};
    if (const auto key = name.find()) remove_segment(*key);
    name.remove();
}

}  // namespace seqboard
