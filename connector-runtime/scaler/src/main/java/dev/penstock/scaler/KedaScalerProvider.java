package dev.penstock.scaler;

import dev.penstock.runtime.backlog.Backlogs;
import dev.penstock.runtime.backlog.ScalerProvider;
import dev.penstock.runtime.gateway.ListenAddress;

/** Opens KEDA's external scaler. */
public final class KedaScalerProvider implements ScalerProvider {
    @Override
    public Scaler open(ListenAddress address, Backlogs backlogs) {
        return ScalerServer.open(address, backlogs, ScalerServer.LONGEST_ANSWER);
    }
}
