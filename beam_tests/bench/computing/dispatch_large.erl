%% SPDX-License-Identifier: Apache-2.0
%% dispatch_large.erl -- a case over two hundred integers and another over sixty atoms, as generated parsers,
%% protocol decoders and interpreters have.
-module(dispatch_large).
-export([sizes/0, run/1]).

sizes() -> {50000, 12000000}.

run(N) -> loop(N, 1, 0).

loop(0, _, Sum) -> Sum;
loop(N, Code, Sum) ->
    Next = (Code * 75 + 74) rem 65537,
    Value = number(Next rem 210),
    loop(N - 1, Next, (Sum + value(name(Value band 63), Sum)) band 16#ffffff).

number(Code) ->
    case Code of
        0 -> 11;
        1 -> 48;
        2 -> 85;
        3 -> 122;
        4 -> 159;
        5 -> 196;
        6 -> 233;
        7 -> 14;
        8 -> 51;
        9 -> 88;
        10 -> 125;
        11 -> 162;
        12 -> 199;
        13 -> 236;
        14 -> 17;
        15 -> 54;
        16 -> 91;
        17 -> 128;
        18 -> 165;
        19 -> 202;
        20 -> 239;
        21 -> 20;
        22 -> 57;
        23 -> 94;
        24 -> 131;
        25 -> 168;
        26 -> 205;
        27 -> 242;
        28 -> 23;
        29 -> 60;
        30 -> 97;
        31 -> 134;
        32 -> 171;
        33 -> 208;
        34 -> 245;
        35 -> 26;
        36 -> 63;
        37 -> 100;
        38 -> 137;
        39 -> 174;
        40 -> 211;
        41 -> 248;
        42 -> 29;
        43 -> 66;
        44 -> 103;
        45 -> 140;
        46 -> 177;
        47 -> 214;
        48 -> 251;
        49 -> 32;
        50 -> 69;
        51 -> 106;
        52 -> 143;
        53 -> 180;
        54 -> 217;
        55 -> 254;
        56 -> 35;
        57 -> 72;
        58 -> 109;
        59 -> 146;
        60 -> 183;
        61 -> 220;
        62 -> 1;
        63 -> 38;
        64 -> 75;
        65 -> 112;
        66 -> 149;
        67 -> 186;
        68 -> 223;
        69 -> 4;
        70 -> 41;
        71 -> 78;
        72 -> 115;
        73 -> 152;
        74 -> 189;
        75 -> 226;
        76 -> 7;
        77 -> 44;
        78 -> 81;
        79 -> 118;
        80 -> 155;
        81 -> 192;
        82 -> 229;
        83 -> 10;
        84 -> 47;
        85 -> 84;
        86 -> 121;
        87 -> 158;
        88 -> 195;
        89 -> 232;
        90 -> 13;
        91 -> 50;
        92 -> 87;
        93 -> 124;
        94 -> 161;
        95 -> 198;
        96 -> 235;
        97 -> 16;
        98 -> 53;
        99 -> 90;
        100 -> 127;
        101 -> 164;
        102 -> 201;
        103 -> 238;
        104 -> 19;
        105 -> 56;
        106 -> 93;
        107 -> 130;
        108 -> 167;
        109 -> 204;
        110 -> 241;
        111 -> 22;
        112 -> 59;
        113 -> 96;
        114 -> 133;
        115 -> 170;
        116 -> 207;
        117 -> 244;
        118 -> 25;
        119 -> 62;
        120 -> 99;
        121 -> 136;
        122 -> 173;
        123 -> 210;
        124 -> 247;
        125 -> 28;
        126 -> 65;
        127 -> 102;
        128 -> 139;
        129 -> 176;
        130 -> 213;
        131 -> 250;
        132 -> 31;
        133 -> 68;
        134 -> 105;
        135 -> 142;
        136 -> 179;
        137 -> 216;
        138 -> 253;
        139 -> 34;
        140 -> 71;
        141 -> 108;
        142 -> 145;
        143 -> 182;
        144 -> 219;
        145 -> 0;
        146 -> 37;
        147 -> 74;
        148 -> 111;
        149 -> 148;
        150 -> 185;
        151 -> 222;
        152 -> 3;
        153 -> 40;
        154 -> 77;
        155 -> 114;
        156 -> 151;
        157 -> 188;
        158 -> 225;
        159 -> 6;
        160 -> 43;
        161 -> 80;
        162 -> 117;
        163 -> 154;
        164 -> 191;
        165 -> 228;
        166 -> 9;
        167 -> 46;
        168 -> 83;
        169 -> 120;
        170 -> 157;
        171 -> 194;
        172 -> 231;
        173 -> 12;
        174 -> 49;
        175 -> 86;
        176 -> 123;
        177 -> 160;
        178 -> 197;
        179 -> 234;
        180 -> 15;
        181 -> 52;
        182 -> 89;
        183 -> 126;
        184 -> 163;
        185 -> 200;
        186 -> 237;
        187 -> 18;
        188 -> 55;
        189 -> 92;
        190 -> 129;
        191 -> 166;
        192 -> 203;
        193 -> 240;
        194 -> 21;
        195 -> 58;
        196 -> 95;
        197 -> 132;
        198 -> 169;
        199 -> 206;
        _ -> 0
    end.

name(Index) ->
    element(Index + 1, {load_byte, load_word, load_long, load_quad, load_real, load_text, load_list,
                        load_none, store_byte, store_word, store_long, store_quad, store_real,
                        store_text, store_list, store_none, add_byte, add_word, add_long, add_quad,
                        add_real, add_text, add_list, add_none, move_byte, move_word, move_long,
                        move_quad, move_real, move_text, move_list, move_none, jump_byte, jump_word,
                        jump_long, jump_quad, jump_real, jump_text, jump_list, jump_none, call_byte,
                        call_word, call_long, call_quad, call_real, call_text, call_list, call_none,
                        test_byte, test_word, test_long, test_quad, test_real, test_text, test_list,
                        test_none, push_byte, push_word, push_long, push_quad, push_real, push_text,
                        push_list, push_none}).

value(load_byte, S) -> S + 1;
value(load_word, S) -> S bxor 4;
value(load_long, S) -> S - 4;
value(load_quad, S) -> S band 4092;
value(load_real, S) -> S + 5;
value(load_text, S) -> S bxor 16;
value(load_list, S) -> S - 12;
value(load_none, S) -> S band 4088;
value(store_byte, S) -> S + 9;
value(store_word, S) -> S bxor 28;
value(store_long, S) -> S - 20;
value(store_quad, S) -> S band 4084;
value(store_real, S) -> S + 13;
value(store_text, S) -> S bxor 40;
value(store_list, S) -> S - 28;
value(store_none, S) -> S band 4080;
value(add_byte, S) -> S + 17;
value(add_word, S) -> S bxor 52;
value(add_long, S) -> S - 36;
value(add_quad, S) -> S band 4076;
value(add_real, S) -> S + 21;
value(add_text, S) -> S bxor 64;
value(add_list, S) -> S - 44;
value(add_none, S) -> S band 4072;
value(move_byte, S) -> S + 25;
value(move_word, S) -> S bxor 76;
value(move_long, S) -> S - 52;
value(move_quad, S) -> S band 4068;
value(move_real, S) -> S + 29;
value(move_text, S) -> S bxor 88;
value(move_list, S) -> S - 60;
value(move_none, S) -> S band 4064;
value(jump_byte, S) -> S + 33;
value(jump_word, S) -> S bxor 100;
value(jump_long, S) -> S - 68;
value(jump_quad, S) -> S band 4060;
value(jump_real, S) -> S + 37;
value(jump_text, S) -> S bxor 112;
value(jump_list, S) -> S - 76;
value(jump_none, S) -> S band 4056;
value(call_byte, S) -> S + 41;
value(call_word, S) -> S bxor 124;
value(call_long, S) -> S - 84;
value(call_quad, S) -> S band 4052;
value(call_real, S) -> S + 45;
value(call_text, S) -> S bxor 136;
value(call_list, S) -> S - 92;
value(call_none, S) -> S band 4048;
value(test_byte, S) -> S + 49;
value(test_word, S) -> S bxor 148;
value(test_long, S) -> S - 100;
value(test_quad, S) -> S band 4044;
value(test_real, S) -> S + 53;
value(test_text, S) -> S bxor 160;
value(test_list, S) -> S - 108;
value(test_none, S) -> S band 4040;
value(push_byte, S) -> S + 57;
value(push_word, S) -> S bxor 172;
value(push_long, S) -> S - 116;
value(push_quad, S) -> S band 4036;
value(push_real, S) -> S + 61;
value(push_text, S) -> S bxor 184;
value(push_list, S) -> S - 124;
value(push_none, S) -> S band 4032.
