package io.plumbline.registry.dataset;

import io.plumbline.registry.Registry;
import io.plumbline.registry.Registry.Client;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Datasets of the team `datasets`, and files of them.
abstract class DatasetTests {

    @RegisterExtension
    static final Registry registry = new Registry();

    static final String DATASETS = "/api/v1/datasets/";

    static Client engineer() {
        return registry.engineer("datasets");
    }

    static long stored(String dataset) {
        return registry.superuser().sql("""
                        select count(*) from registry.dataset_record r
                        where r.version_id not in (select id from registry.dataset_version)
                           or r.version_id in (select v.id from registry.dataset_version v
                                               join registry.dataset d on d.id = v.dataset_id where d.name = ?)
                        """).param(dataset).query(Long.class).single();
    }

    static String lines(int count, IntFunction<String> line) {
        StringBuilder lines = new StringBuilder();
        IntStream.rangeClosed(1, count).forEach(i -> lines.append(line.apply(i)).append('\n'));
        return lines.toString();
    }
}
