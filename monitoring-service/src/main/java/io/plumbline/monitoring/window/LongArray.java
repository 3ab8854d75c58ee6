package io.plumbline.monitoring.window;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.support.AbstractSqlTypeValue;

/// A `bigint[]` parameter.
final class LongArray extends AbstractSqlTypeValue {

    private final Long[] values;

    LongArray(Long[] values) {
        this.values = values;
    }

    @Override
    protected Array createTypeValue(Connection connection, int sqlType, @Nullable String typeName) throws SQLException {
        return connection.createArrayOf("bigint", values);
    }
}
