/// The console: all pages for people, over the services' public APIs.
@NullMarked
package io.plumbline.console;

import org.jspecify.annotations.NullMarked;
