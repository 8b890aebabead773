#include "core/segment/anonymous_backend.hpp"

#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstring>

#include "core/segment/segment_error.hpp"

namespace seqboard {

namespace {

constexpr std::size_t kHugePageBytes = 2u << 20;

void unmap(std::byte* data, std::size_t bytes) noexcept { ::munmap(data, bytes); }
void keep(std::byte*, std::size_t) noexcept {}

Mapping map_anonymous(const std::string& place, std::size_t bytes, bool huge_pages) {
    constexpr int kFlags = MAP_SHARED | MAP_ANONYMOUS | MAP_POPULATE;
#ifdef MAP_HUGETLB
    if (huge_pages) {
        const std::size_t rounded = (bytes + kHugePageBytes - 1) / kHugePageBytes * kHugePageBytes;
        void* const huge = ::mmap(nullptr, rounded, PROT_READ | PROT_WRITE, kFlags | MAP_HUGETLB, -1, 0);
        if (huge != MAP_FAILED) return {static_cast<std::byte*>(huge), rounded, unmap};
    }
#else
    (void)huge_pages;
#endif
    void* const data = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, kFlags, -1, 0);
    if (data == MAP_FAILED) throw system_error(place, "cannot be mapped", errno);
    return {static_cast<std::byte*>(data), bytes, unmap};
}

}  // namespace

struct AnonymousBackend::Segment {
    Mapping memory;
    std::size_t bytes = 0;
};

class AnonymousBackend::HeldName final : public Ownership {
public:
    HeldName(std::shared_ptr<std::set<std::string, std::less<>>> owned, std::string_view node) : owned_{std::move(owned)}, node_{node} {}
    ~HeldName() override { owned_->erase(node_); }
    bool still_held() const override { return owned_->contains(node_); }

private:
    std::shared_ptr<std::set<std::string, std::less<>>> owned_;
    std::string node_;
};

class AnonymousBackend::OpenMemory final : public OpenSegment {
public:
    explicit OpenMemory(std::shared_ptr<Segment> segment) : segment_{std::move(segment)} {}
    std::uint64_t bytes() const override { return segment_->bytes; }
    bool copy(std::uint64_t offset, std::span<std::byte> to) const override {
        if (offset > segment_->bytes || to.size() > segment_->bytes - offset) return false;
        std::memcpy(to.data(), segment_->memory.data() + offset, to.size());
        return true;
    }
    SegmentIdentity identity() const override { return {0, reinterpret_cast<std::uintptr_t>(segment_.get())}; }
    Mapping map(std::size_t bytes) override { return {segment_->memory.data(), bytes, keep}; }

private:
    std::shared_ptr<Segment> segment_;
};

Guarantees AnonymousBackend::guarantees() const {
    return {.read_only_is_enforced = false, .owner_freed_by_kernel = false, .outlives_processes = false};
}

std::string AnonymousBackend::place(std::string_view node) const { return "anonymous memory of node '" + std::string{node} + "'"; }

std::unique_ptr<Ownership> AnonymousBackend::own(std::string_view node) {
    if (!owned_->insert(std::string{node}).second)
        throw SegmentError{SegmentFault::kOwned, place(node) + ": owned by process " + std::to_string(::getpid())};
    return std::make_unique<HeldName>(owned_, node);
}

std::optional<Owner> AnonymousBackend::owner(std::string_view node) {
    if (!owned_->contains(node)) return std::nullopt;
    return Owner{::getpid()};
}

Mapping AnonymousBackend::create(std::string_view node, std::span<const std::byte> header, std::size_t bytes) {
    auto segment = std::make_shared<Segment>(Segment{map_anonymous(place(node), bytes, huge_pages_), bytes});
    std::memcpy(segment->memory.data(), header.data(), header.size());
    auto& entry = segments_[std::string{node}];
    if (entry) retired_.push_back(std::move(entry));
    entry = segment;
    return {segment->memory.data(), bytes, keep};
}

std::unique_ptr<OpenSegment> AnonymousBackend::open(std::string_view node, Access) {
    const auto found = segments_.find(node);
    if (found == segments_.end()) return nullptr;
    return std::make_unique<OpenMemory>(found->second);
}

bool AnonymousBackend::replaced(std::string_view node, const SegmentIdentity& identity) {
    const auto found = segments_.find(node);
    return found == segments_.end() || reinterpret_cast<std::uintptr_t>(found->second.get()) != identity.inode;
}

std::vector<std::string> AnonymousBackend::nodes() {
    std::vector<std::string> names;
    for (const auto& [name, segment] : segments_) names.push_back(name);
    return names;
}

void AnonymousBackend::remove(std::string_view node) {
    const auto found = segments_.find(node);
    if (found == segments_.end()) return;
    retired_.push_back(std::move(found->second));
    segments_.erase(found);
}

}  // namespace seqboard
