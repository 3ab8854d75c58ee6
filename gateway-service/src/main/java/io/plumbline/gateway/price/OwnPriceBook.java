package io.plumbline.gateway.price;

import io.plumbline.gateway.change.ConfigurationChanged;
import io.plumbline.gateway.change.Followed;
import io.plumbline.kit.change.Changes;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;

/// Holds all prices in memory, with those that the organisation has agreed as they are now.
@Component
final class OwnPriceBook implements SmartLifecycle {

    private final Followed<PriceList> prices;

    OwnPriceBook(
            OwnPriceRepository repository,
            PriceProperties properties,
            Changes changes,
            PlatformTransactionManager transactionManager) {
        PriceList listed = ModelPrices.listed(properties);
        this.prices = new Followed<>(
                "prices",
                listed,
                _ -> listed.agreeing(
                        repository.findAll().stream().map(OwnPriceEntity::price).toList()),
                changes,
                transactionManager);
    }

    PriceList current() {
        return prices.current();
    }

    @EventListener
    void on(ConfigurationChanged changed) {
        prices.load();
    }

    @Override
    public void start() {
        prices.start();
    }

    @Override
    public void stop() {
        prices.stop();
    }

    @Override
    public boolean isRunning() {
        return prices.isRunning();
    }

    /// Before the web server.
    @Override
    public int getPhase() {
        return 0;
    }
}
