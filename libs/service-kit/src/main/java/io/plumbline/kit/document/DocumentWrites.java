package io.plumbline.kit.document;

import java.util.function.Supplier;
import org.springframework.transaction.support.TransactionTemplate;

/// Runs a change of a document in a transaction.
@FunctionalInterface
public interface DocumentWrites {

    /// Returns the result of the change after its commit.
    <T> T make(Supplier<T> change);

    /// Returns writes in transactions of this template.
    static DocumentWrites in(TransactionTemplate transactions) {
        return new DocumentWrites() {
            @Override
            public <T> T make(Supplier<T> change) {
                return transactions.execute(_ -> change.get());
            }
        };
    }
}
