// The battery behind a divider, on channel 0 of an emulated converter.
#pragma once

#include "core/setup.hpp"
#include "drivers/adc/emulated_adc_chip.hpp"
#include "nodes/sim/adc_model.hpp"
#include "nodes/sim/devices/device.hpp"

namespace seqboard::sim {

class BatteryDevice final : public Device {
public:
    struct Params {
        Setup& setup;
        std::string adc_socket = setup.param("adc_socket", "");          ///< "": there is no converter
        Live<int> fault = setup.live_param("battery_fault", 0, {0, 3});  ///< 1 stuck, 2 noisy, 3 unplugged
    };

    BatteryDevice(const Params& params, const WorldConfig& world)
        : fault_{params.fault}, model_{{}, world.seed}, chip_{params.adc_socket, {[this] { return model_.read_volt(); }}} {}

    void tell(const World& world, Time) override {
        model_.set_fault(AdcFault{fault_.value()});
        model_.set_voltage(world.battery().voltage_volt);
    }

private:
    Live<int> fault_;
    AdcModel model_;
    EmulatedAdcChip chip_;  ///< last: its thread uses the model
};

}  // namespace seqboard::sim
