package io.plumbline.gateway.price;

import java.util.List;

/// Prices for tests.
public final class TestPrices {

    private TestPrices() {}

    /// Nobody knows what anything costs.
    public static ModelPrices none() {
        PriceList empty = new PriceList(List.of(), List.of(), List.of());
        return new ModelPrices(() -> empty, new ServiceTiers(List.of()));
    }
}
