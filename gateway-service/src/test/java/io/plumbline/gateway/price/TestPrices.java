package io.plumbline.gateway.price;

import java.util.List;

/// Prices for tests.
public final class TestPrices {

    private TestPrices() {}

    /// Nobody knows what anything costs.
    public static ModelPrices none() {
        return new ModelPrices(List.of(), List.of());
    }
}
