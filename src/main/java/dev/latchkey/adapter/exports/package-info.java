/**
 * Accounts as other systems write them out: CSV, JSON Lines and JSON documents, read one entry at a
 * time, and the maps from their columns to ours. Its door is {@link MappedFile} and {@link
 * ExportMap}. It must never know what becomes of an entry, nor verify a hash. Its rules come from
 * RFC 4180 for CSV, RFC 8259 for JSON, and from the export formats of the systems that {@link
 * ExportMap} names.
 */
@NullMarked
package dev.latchkey.adapter.exports;

import org.jspecify.annotations.NullMarked;
