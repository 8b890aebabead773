#include "tests/supervision/live_allocations.hpp"

#include <cstdlib>
#include <new>

namespace {

std::size_t live = 0;  // of the one thread that supervises

}  // namespace

void* operator new(std::size_t bytes) {
    void* const memory = std::malloc(bytes == 0 ? 1 : bytes);
    if (memory == nullptr) throw std::bad_alloc{};
    ++live;
    return memory;
}

void operator delete(void* memory) noexcept {
    live -= memory != nullptr;
    std::free(memory);
}

void operator delete(void* memory, std::size_t) noexcept { operator delete(memory); }

std::size_t seqboard::testing::live_allocations() { return live; }
