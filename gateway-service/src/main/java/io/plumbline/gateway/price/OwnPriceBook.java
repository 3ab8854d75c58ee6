package io.plumbline.gateway.price;

import io.plumbline.gateway.change.ConfigurationBook;
import io.plumbline.gateway.change.Followed;
import io.plumbline.gateway.price.OwnPriceRules.Terms;
import io.plumbline.kit.change.Changes;
import io.plumbline.kit.document.NamedDocuments;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;

/// Holds all prices in memory, including the current agreements of the organisation.
@Component
final class OwnPriceBook extends ConfigurationBook<PriceList> {

    OwnPriceBook(
            NamedDocuments<Terms> prices,
            PriceProperties properties,
            Changes changes,
            PlatformTransactionManager transactionManager) {
        PriceList listed = ModelPrices.listed(properties);
        super(new Followed<>(
                "prices",
                listed,
                _ -> listed.agreeing(prices.all().stream().map(Terms::price).toList()),
                changes,
                transactionManager));
    }

    PriceList prices() {
        return current();
    }
}
