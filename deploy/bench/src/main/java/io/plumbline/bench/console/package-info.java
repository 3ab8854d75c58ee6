/// The console's pages under a week of calls and events.
@NullMarked
package io.plumbline.bench.console;

import org.jspecify.annotations.NullMarked;
