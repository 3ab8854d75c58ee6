package io.plumbline.console.usage;

import io.plumbline.console.usage.PriceClient.Price;
import io.plumbline.console.usage.PriceClient.Rates;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The form of a price: a discount, or rates per million tokens.
record PriceForm(
        @Nullable String name,
        @Nullable String provider,
        @Nullable String model,
        @Nullable String validFrom,
        @Nullable String discountPercent,
        @Nullable String inputUsd,
        @Nullable String cachedInputUsd,
        @Nullable String outputUsd) {

    static PriceForm empty(String today) {
        return new PriceForm("", "", "", today, "", "", "", "");
    }

    static PriceForm of(Price price) {
        Rates rates = price.rates();
        return new PriceForm(
                price.name(),
                Objects.requireNonNullElse(price.provider(), ""),
                price.model(),
                price.validFrom().toString(),
                text(price.discountPercent()),
                rates == null ? "" : text(rates.inputUsd()),
                rates == null ? "" : text(rates.cachedInputUsd()),
                rates == null ? "" : text(rates.outputUsd()));
    }

    private static String text(@Nullable BigDecimal number) {
        return number == null ? "" : number.toPlainString();
    }

    /// Returns the field that is not a number; null if all are.
    @Nullable
    String misnumbered() {
        Map<String, String> numbers = new LinkedHashMap<>();
        numbers.put("discountPercent", value(discountPercent));
        numbers.put("inputUsd", value(inputUsd));
        numbers.put("cachedInputUsd", value(cachedInputUsd));
        numbers.put("outputUsd", value(outputUsd));
        return numbers.entrySet().stream()
                .filter(field -> !field.getValue().matches("([0-9]{1,9}(\\.[0-9]{1,10})?)?"))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    /// @param present the stored price, whose other members are kept; null for a new one
    Map<String, Object> body(@Nullable Price present) {
        Map<String, Object> body = new LinkedHashMap<>();
        put(body, "provider", value(provider));
        body.put("model", value(model));
        put(body, "validFrom", value(validFrom));
        if (!value(discountPercent).isEmpty()) {
            body.put("discountPercent", new BigDecimal(value(discountPercent)));
        }
        boolean rated = !value(inputUsd).isEmpty()
                || !value(outputUsd).isEmpty()
                || !value(cachedInputUsd).isEmpty();
        if (rated) {
            body.put("rates", rates(present == null ? null : present.rates()));
            if (present != null) {
                keep(body, "above", present.above());
                keep(body, "batch", present.batch());
                keep(body, "contextTokens", present.contextTokens());
                keep(body, "maxOutputTokens", present.maxOutputTokens());
            }
        }
        return body;
    }

    private Map<String, Object> rates(@Nullable Rates present) {
        Map<String, Object> rates = new LinkedHashMap<>();
        putNumber(rates, "inputUsd", value(inputUsd));
        putNumber(rates, "cachedInputUsd", value(cachedInputUsd));
        putNumber(rates, "outputUsd", value(outputUsd));
        if (present != null) {
            keep(rates, "cacheWriteUsd", present.cacheWriteUsd());
            keep(rates, "cacheWriteLongUsd", present.cacheWriteLongUsd());
        }
        return rates;
    }

    private static String value(@Nullable String text) {
        return text == null ? "" : text.strip();
    }

    private static void put(Map<String, Object> body, String member, String value) {
        if (!value.isEmpty()) {
            body.put(member, value);
        }
    }

    private static void putNumber(Map<String, Object> body, String member, String value) {
        if (!value.isEmpty()) {
            body.put(member, new BigDecimal(value));
        }
    }

    private static void keep(Map<String, Object> body, String member, @Nullable Object value) {
        if (value != null) {
            body.put(member, value);
        }
    }
}
