/// The projection of calls to windows, and queries over the windows.
@NullMarked
package io.plumbline.bench.projection;

import org.jspecify.annotations.NullMarked;
