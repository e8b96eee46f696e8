%% SPDX-License-Identifier: Apache-2.0
%% xml.erl -- an XML document read by xmerl, queried with XPath, written again; the same by the SAX parser.
-module(xml).
-export([sizes/0, run/1]).

sizes() -> {5, 6000}.

run(N) ->
    Text = lists:flatten(["<?xml version=\"1.0\"?><catalogue>", [book(I) || I <- lists:seq(1, N)], "</catalogue>"]),
    {Document, []} = xmerl_scan:string(Text),
    Titles = xmerl_xpath:string("//book[@lang='en']/title/text()", Document),
    Prices = xmerl_xpath:string("/catalogue/book/price", Document),
    Written = xmerl:export_simple([Document], xmerl_xml),
    {ok, Count, _} = xmerl_sax_parser:stream(unicode:characters_to_binary(Text),
                                             [{event_fun, fun count/3}, {event_state, 0}]),
    {length(Titles), length(Prices), length(lists:flatten(Written)), Count}.

count({startElement, _, _, _, Attributes}, _, Count) -> Count + 1 + length(Attributes);
count({characters, Text}, _, Count) -> Count + length(Text);
count(_, _, Count) -> Count.

book(I) ->
    Id = integer_to_list(I),
    ["<book id=\"", Id, "\" lang=\"", lists:nth(I rem 2 + 1, ["en", "de"]), "\"><title>Title ", Id,
     " &amp; more</title><author><first>A", Id, "</first><last>B</last></author><price currency=\"EUR\">", Id,
     ".50</price><!-- note --><text>Some <b>mixed</b> content</text></book>\n"].
