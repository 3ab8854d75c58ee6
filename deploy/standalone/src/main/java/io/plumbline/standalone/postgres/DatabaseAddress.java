package io.plumbline.standalone.postgres;

import io.plumbline.standalone.layout.CannotContinue;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/// A database and a user with all rights in it.
///
/// @param url a JDBC URL without credentials
public record DatabaseAddress(String url, String user, String password) {

    public static final String NAME = "plumbline";
    public static final String SUPERUSER = "postgres";
    public static final String URL_VARIABLE = "PLUMBLINE_DATABASE_URL";
    public static final String USER_VARIABLE = "PLUMBLINE_DATABASE_USER";
    public static final String PASSWORD_VARIABLE = "PLUMBLINE_DATABASE_PASSWORD";
    /// For creating schemas and roles; no service receives them.
    public static final Set<String> VARIABLES = Set.of(URL_VARIABLE, USER_VARIABLE, PASSWORD_VARIABLE);

    static DatabaseAddress embedded(int port, String database, String password) {
        return new DatabaseAddress("jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database), SUPERUSER, password);
    }

    /// The user's own Postgres, if the environment names one. `postgresql://user:password@host/db` is equivalent
    /// to `jdbc:postgresql://host/db?user=…&password=…` or the three variables.
    public static Optional<DatabaseAddress> from(Map<String, String> environment) {
        String url = environment.getOrDefault(URL_VARIABLE, "").strip();
        if (url.isEmpty()) {
            return Optional.empty();
        }
        String withoutJdbc = url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url;
        try {
            return Optional.of(parse(new URI(withoutJdbc), environment));
        } catch (URISyntaxException _) {
            // Its message would repeat the password.
            throw invalid();
        }
    }

    private static DatabaseAddress parse(URI uri, Map<String, String> environment) {
        boolean isPostgres = "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
        if (!isPostgres
                || uri.getRawAuthority() == null
                || uri.getRawPath() == null
                || uri.getRawPath().length() < 2) {
            throw invalid();
        }
        String authority = uri.getRawAuthority();
        int at = authority.lastIndexOf('@');
        String[] userInfo = at < 0 ? new String[0] : authority.substring(0, at).split(":", 2);
        String user = userInfo.length > 0 ? decode(userInfo[0]) : "";
        String password = userInfo.length > 1 ? decode(userInfo[1]) : "";
        List<String> kept = new ArrayList<>();
        for (String parameter : uri.getRawQuery() == null
                ? List.<String>of()
                : List.of(uri.getRawQuery().split("&"))) {
            String[] pair = parameter.split("=", 2);
            switch (pair[0]) {
                case "user" -> user = decode(pair[1]);
                case "password" -> password = decode(pair[1]);
                default -> kept.add(parameter);
            }
        }
        String url = "jdbc:postgresql://" + authority.substring(at + 1) + uri.getRawPath()
                + (kept.isEmpty() ? "" : "?" + String.join("&", kept));
        return new DatabaseAddress(
                url,
                environment.getOrDefault(USER_VARIABLE, user.isEmpty() ? SUPERUSER : user),
                environment.getOrDefault(PASSWORD_VARIABLE, password));
    }

    public Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("ApplicationName", "plumbline");
        return DriverManager.getConnection(url, properties);
    }

    /// Never contains the password.
    @Override
    public String toString() {
        return user + " at " + url;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static CannotContinue invalid() {
        return new CannotContinue(URL_VARIABLE + " must have the form postgresql://user:password@host:port/database.");
    }
}
