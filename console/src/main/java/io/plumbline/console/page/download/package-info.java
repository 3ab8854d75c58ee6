/// Downloads that a page passes on from a service.
@NullMarked
package io.plumbline.console.page.download;

import org.jspecify.annotations.NullMarked;
