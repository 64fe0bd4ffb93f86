package io.medseal.server.reports;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.protocol.reports.Reports;
import io.medseal.server.platform.auth.Caller;
import io.medseal.server.platform.http.Pages;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/reports")
class ReportController {
  private final Uploads uploads;
  private final Completion completion;
  private final Listing listing;
  private final ReportIndex index;
  private final Stored stored;
  private final BodyAnswer bodies;
  private final ContentsAnswer contents;

  ReportController(
      Uploads uploads,
      Completion completion,
      Listing listing,
      ReportIndex index,
      Stored stored,
      BodyAnswer bodies,
      ContentsAnswer contents) {
    this.uploads = uploads;
    this.completion = completion;
    this.listing = listing;
    this.index = index;
    this.stored = stored;
    this.bodies = bodies;
    this.contents = contents;
  }

  @PostMapping
  Reports.Parts announce(
      @AuthenticationPrincipal Caller caller, @RequestBody Reports.NewReport request) {
    return uploads.announce(caller, request);
  }

  @GetMapping("/{id}/parts")
  Reports.Parts parts(@AuthenticationPrincipal Caller caller, @PathVariable ReportId id) {
    return uploads.parts(caller, id);
  }

  @PutMapping(path = "/{id}/parts/{index}", consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void putPart(
      @AuthenticationPrincipal Caller caller,
      @PathVariable ReportId id,
      @PathVariable int index,
      HttpServletRequest request)
      throws IOException {
    uploads.putPart(
        caller,
        id,
        index,
        PartHash.of(request.getHeader(Reports.PART_HASH)),
        request.getContentLengthLong(),
        request.getInputStream());
  }

  @PutMapping(path = "/{id}/contents", consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void putContents(
      @AuthenticationPrincipal Caller caller, @PathVariable ReportId id, HttpServletRequest request)
      throws IOException {
    uploads.putContents(caller, id, request.getContentLengthLong(), request.getInputStream());
  }

  @PostMapping("/{id}/complete")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void complete(
      @AuthenticationPrincipal Caller caller,
      @PathVariable ReportId id,
      @RequestBody Reports.Complete request)
      throws IOException {
    completion.complete(caller, id, request);
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void abandon(@AuthenticationPrincipal Caller caller, @PathVariable ReportId id) {
    stored.abandon(caller, id);
  }

  @GetMapping
  ResponseEntity<Reports.ReportPage> list(
      @AuthenticationPrincipal Caller caller,
      @RequestParam(required = false) @Nullable KeyringId record,
      @RequestParam(required = false) @Nullable KeyringId section,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(defaultValue = "50") int limit) {
    return compressed(listing.list(caller, record, section, after, Pages.limit(limit)));
  }

  private static <T> ResponseEntity<T> compressed(T list) {
    return ResponseEntity.ok().contentType(MediaType.parseMediaType(Reports.LIST_TYPE)).body(list);
  }

  @PostMapping("/query")
  ResponseEntity<Reports.FoundReports> query(
      @AuthenticationPrincipal Caller caller, @RequestBody Reports.ReportQuery query) {
    return compressed(listing.find(caller, query));
  }

  @PutMapping("/index")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void keep(@AuthenticationPrincipal Caller caller, @RequestBody Reports.ReportIndexChange change) {
    index.keep(caller, change);
  }

  @GetMapping("/{id}")
  Reports.Report one(@AuthenticationPrincipal Caller caller, @PathVariable ReportId id) {
    return stored.one(caller, id);
  }

  @GetMapping(path = "/{id}/contents", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
  void contents(
      @AuthenticationPrincipal Caller caller,
      @PathVariable ReportId id,
      HttpServletResponse response)
      throws IOException {
    contents.send(caller, id, response);
  }

  @GetMapping(path = "/{id}/hashes", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
  byte[] hashes(
      @AuthenticationPrincipal Caller caller,
      @PathVariable ReportId id,
      @RequestParam int first,
      @RequestParam int count) {
    ByteArrayOutputStream lists = new ByteArrayOutputStream();
    stored.hashLists(caller, id, first, count).forEach(list -> lists.writeBytes(list.toArray()));
    return lists.toByteArray();
  }

  @GetMapping(path = "/{id}/body", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
  void body(
      @AuthenticationPrincipal Caller caller,
      @PathVariable ReportId id,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    bodies.send(caller, stored.body(caller, id), request, response);
  }
}
