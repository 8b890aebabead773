// Whether these tests run in an emulator or with a sanitizer: ten to fifty times slower. What repeats the same with other numbers is then done
// once; x86-release does it all.
#pragma once

namespace seqboard::testing {

#ifdef SEQBOARD_SLOW_BUILD
inline constexpr bool kSlowBuild = true;
#else
inline constexpr bool kSlowBuild = false;
#endif

}  // namespace seqboard::testing
