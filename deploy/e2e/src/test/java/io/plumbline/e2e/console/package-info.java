/// The console's pages in a real Chromium, one class for each group of pages.
@NullMarked
package io.plumbline.e2e.console;

import org.jspecify.annotations.NullMarked;
