/// What each page is born with.
@NullMarked
package io.plumbline.web;

import org.jspecify.annotations.NullMarked;
