/// An embedded Postgres for data that people keep: durable, adopted after a crash, stopped last.
@NullMarked
package io.plumbline.standalone.postgres;

import org.jspecify.annotations.NullMarked;
