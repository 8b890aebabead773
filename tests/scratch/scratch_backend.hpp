// A backend of any kind on a place of the test's own; nothing of it is left afterwards.
#pragma once

#include <memory>
#include <string>

#include "core/segment/anonymous_backend.hpp"
#include "tests/scratch/scratch_board.hpp"

namespace seqboard::testing {

/// "posix", "file", "sysv", "anonymous", with "+huge" behind them.
class ScratchBackend {
public:
    explicit ScratchBackend(const std::string& kind) : kind_{kind}, place_{scratch_.place()} {
        // System V names are a flat space: the board's name is the test's own, not only its directory.
        place_.board = "test-" + std::filesystem::path{scratch_.root()}.filename().string().substr(14);
        if (anonymous()) backend_ = std::make_shared<AnonymousBackend>(kind.ends_with("+huge"));
        else parse_backend(kind, place_), backend_ = make_backend(place_);
    }
    ScratchBackend(const ScratchBackend&) = delete;
    ScratchBackend& operator=(const ScratchBackend&) = delete;
    ~ScratchBackend() {
        for (const std::string& node : backend_->nodes()) backend_->remove(node);
        for (const char* node : {"wheels", "ranger", "planner"}) backend_->remove(node);  // owned, but killed before it had a segment
    }

    Backend& operator*() const { return *backend_; }
    Backend* operator->() const { return backend_.get(); }

    /// The backend as another process has it.
    std::shared_ptr<Backend> another() const { return anonymous() ? backend_ : std::shared_ptr<Backend>{make_backend(place_)}; }

    const BoardPlace& place() const { return place_; }
    bool anonymous() const { return kind_.starts_with("anonymous"); }

private:
    std::string kind_;
    ScratchBoard scratch_;
    BoardPlace place_;
    std::shared_ptr<Backend> backend_;
};

}  // namespace seqboard::testing
