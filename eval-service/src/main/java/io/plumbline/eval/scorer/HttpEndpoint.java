package io.plumbline.eval.scorer;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Where and how a scorer over HTTP is called.
///
/// @param url `https` address that receives batches of items by `POST`
/// @param timeoutSeconds time limit of one call, default 10
/// @param batch maximum number of items in a call, default 50
/// @param costUsdPerItem declared price of one item in US dollars, which counts in the cost of gates; default 0
@JsonInclude(JsonInclude.Include.NON_NULL)
record HttpEndpoint(
        @NotBlank @Size(max = 2000) String url,
        @Min(1) @Max(60) @Nullable Integer timeoutSeconds,
        @Min(1) @Max(200) @Nullable Integer batch,

        @DecimalMin("0") @DecimalMax("10") @Digits(integer = 2, fraction = 10) @Nullable
        BigDecimal costUsdPerItem) {

    private static final int DEFAULT_TIMEOUT_SECONDS = 10;
    private static final int DEFAULT_BATCH = 50;

    Duration timeout() {
        return Duration.ofSeconds(timeoutSeconds == null ? DEFAULT_TIMEOUT_SECONDS : timeoutSeconds);
    }

    int mostItems() {
        return batch == null ? DEFAULT_BATCH : batch;
    }

    double costPerItem() {
        return costUsdPerItem == null ? 0 : costUsdPerItem.doubleValue();
    }

    /// Returns a copy in which every member has its value, and equal numbers are written the same way.
    HttpEndpoint complete(String address) {
        BigDecimal cost = costUsdPerItem == null || costUsdPerItem.signum() == 0
                ? BigDecimal.ZERO
                : costUsdPerItem.stripTrailingZeros();
        return new HttpEndpoint(address, (int) timeout().toSeconds(), mostItems(), cost);
    }
}
