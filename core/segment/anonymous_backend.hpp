// Segments in anonymous shared memory: for unit tests, for the bench, and for processes forked from the one that made them.
#pragma once

#include <map>
#include <set>

#include "core/segment/backend.hpp"

namespace seqboard {

/// Nothing has a name outside the process, so nothing can be left behind. A reader in the same process uses the owner's
/// mapping: read-only is not enforced. A forked child sees the segments that were there when it was forked.
class AnonymousBackend final : public Backend {
public:
    explicit AnonymousBackend(bool huge_pages = false) : huge_pages_{huge_pages} {}

    Guarantees guarantees() const override;
    std::string place(std::string_view node) const override;
    std::unique_ptr<Ownership> own(std::string_view node) override;
    std::optional<Owner> owner(std::string_view node) override;
    Mapping create(std::string_view node, std::span<const std::byte> header, std::size_t bytes) override;
    std::unique_ptr<OpenSegment> open(std::string_view node, Access access) override;
    bool replaced(std::string_view node, const SegmentIdentity& identity) override;
    std::vector<std::string> nodes() override;
    void remove(std::string_view node) override;

private:
    struct Segment;
    class HeldName;
    class OpenMemory;

    bool huge_pages_;
    std::map<std::string, std::shared_ptr<Segment>, std::less<>> segments_;
    std::vector<std::shared_ptr<Segment>> retired_;  ///< replaced ones: a reader may still look at them
    std::shared_ptr<std::set<std::string, std::less<>>> owned_ = std::make_shared<std::set<std::string, std::less<>>>();
};

}  // namespace seqboard
