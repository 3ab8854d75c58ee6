package io.plumbline.standalone.demo;

import io.plumbline.standalone.init.Credentials;
import io.plumbline.standalone.layout.Service;
import java.net.http.HttpClient;

/// Where the story plays: the running stack. Thread-safe.
record Stage(HttpClient http, Credentials credentials) {

    /// A service as the holder of a key calls it.
    Api as(String key, Service service) {
        return Api.of(http, service, urlOf(service), key);
    }

    Api asAdmin(Service service) {
        return as(credentials.adminApiKey(), service);
    }

    Api simulator() {
        return Api.ofSimulator(http, credentials.simulatorUrl());
    }

    String urlOf(Service service) {
        return credentials.url(service);
    }
}
