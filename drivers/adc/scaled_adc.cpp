#include "drivers/adc/scaled_adc.hpp"

#include <errno.h>

#include <cstring>

#include "core/exit_code.hpp"

namespace seqboard {

ScaledAdc::ScaledAdc(const char* backend, const std::string& file, float volt_per_count, float offset)
    : backend_{backend}, file_{file}, volt_per_count_{volt_per_count}, offset_{offset} {
    if (file_.read()) return;
    const std::string begin = "ADC input '" + file + "': ";
    if (errno == EACCES || errno == EPERM) throw StartError{ExitCode::kRefused, begin + "this user may not read it; run as root"};
    if (errno == EINVAL) throw StartError{ExitCode::kUnavailable, begin + "it says no number; expected what the converter measures"};
    throw StartError{ExitCode::kUnavailable,
                     begin + std::strerror(errno) + "; is the converter's driver loaded, and the channel one of its?"};
}

}  // namespace seqboard
