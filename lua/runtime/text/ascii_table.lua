--- Letters of other alphabets in ASCII, a block a string: the first code point and, separated by
--- blanks, what it and those after it become. "\0" is nothing, "\s" a blank.
--- The spellings are those of the anyascii library.
return {
  [0x00A0] = [==[
\s ! c GBP $ Y | S " (C) a << ! \0 (R) - deg +- 2 3 ' u P - , 1 o >> 1/4 1/2 3/4 ? A A A A A A
Ae C E E E E I I I I D N O O O O O * O U U U U Y Th ss a a a a a a ae c e e e e i i i i d n o o
o o o / o u u u u y th y A a A a A a C c C c C c C c D d D d E e E e E e E e E e G g G g G g G g
H h H h I i I i I i I i I i IJ ij J j K k q L l L l L l L l L l N n N n N n 'n Ng ng O o O o O o
Oe oe R r R r R r S s S s S s S s T t T t T t U u U u U u U u U u U u W w Y y Y Z z Z z Z z s b
B B b 6 6 O C c D D D d z E E E F f G G hw I I K k l l W N n O O o Gh gh P p R 2 2 Sh sh t T t T
U u U V Y y Z z Zh ` ` zh dz 5 5 ts w c x qc q DZ Dz dz LJ Lj lj NJ Nj nj A a I i O o U u U u U
u U u U u e A a A a Ae ae G g G g K k O o O o Zh zh j DZ Dz dz G g Hw W N n A a Ae ae O o A a A
a E e E e I i I i O o O o R r R r U u U u S s T t Y y H h N d Ou ou Z z A a E e O o O o O o O o
Y y l n t j db qp A C c L T s z ' ' B U A E e J j Q q R r Y y
]==],
  [0x0250] = [==[
a a a b o c d d e e er e e er o j g g g g u y h h i i i l l l lzh w w m n n n o oe u f r r r r r
r i r r s sh j i sh t t u u v a w y y z z zh zh ' ` x q pc b oe g h j k l q ' ` dz dzh dz ts tsh
tc fng ls lz ww ]] y y
]==],
  [0x0370] = [==[
H h S s ' , W w \0 \0 i s s. s. ; J \0 \0 \0 \0 ' "' A ; E I I \0 O \0 Y O i A V G D E Z I Th I
K L M N X O P R \0 S T Y F Ch Ps O I Y a e i i y a v g d e z i th i k l m n x o p r s s t y f ch
ps o i y o y o & b th Y Y Y ph p & Q q St st W w Q q S s Sh sh F f X x H h J j C c Ti ti k r s j
Th e e Sh sh S S s r. S S. S.
]==],
  [0x0400] = [==[
E E Dj G Ie Dz I I J Lj Nj C K I U Dzh A B V G D E Zh Z I Y K L M N O P R S T U F Kh Ts Ch Sh
Shch ' Y ' E Yu Ya a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch ' y ' e yu ya e e
dj g ie dz i i j lj nj c k i u dzh O o E e Ie ie E e Ie ie O o Io io Ks ks Ps ps F f Y y Y y U u
O o O o Ot ot Q q 1000 . \0 \0 \0 . 100000 1000000 Jh jh ' ' Rh rh G g Gh gh Gh gh J j Z z Q q G
g Q q Q q Ng ng Ng ng Ph ph W w S s Th th U u U u H h Ts ts J j C c H h Ch ch Ch ch H Gi gi Q q
Lh lh Ng ng Nh nh Dzh dzh Mh mh h A a A a Ae ae E e A a E e Dzh dzh J j Dz dz I i I i O o O o Y
y A a U u U u U u Tsh tsh Gh gh Y y Xh xh X x H h D d Dj dj Zj zj Dz dz Lj lj Nj nj Sj sj Tj tj
A a L l Lkh lkh Rkh rkh A a Q q W w Q q L l N n Ph ph ' ' Ny ny Dzh dzh Dch dch L l
]==],
  [0x0531] = [==[
A B G D E Z E Y T' Zh I L Kh Ts K H Dz Gh Ch M Y N Sh O Ch' P J Rr S V T R Ts' W P' K' O F \0 \0
` ' * ! , ? . a a b g d e z e y t' zh i l kh ts k h dz gh ch m y n sh o ch' p j rr s v t r ts' w
p' k' o f ev
]==],
  [0x05D0] = [==[
' v g d h v z h t y kh kh l m m n n s ' f f ts ts k r s t
]==],
  [0x0621] = [==[
' a ' u' ' i' \0 b h t th j h kh d dh r z s sh s d t dh ` gh g g y i i \0 f q k l m n h w a y
]==],
  [0x10D0] = [==[
a b g d e v z t i k' l m n o p' zh r s t' u p k gh q' sh ch ts dz ts' ch' kh j h e y w x o f e `
g ` * n ae ` w
]==],
  [0x1E00] = [==[
A a B b B b B b C c D d D d D d D d D d E e E e E e E e E e F f G g H h H h H h H h H h I i I i
K k K k K k L l L l L l L l M m M m M m N n N n N n N n O o O o O o O o P p P p R r R r R r R r
S s S s S s S s S s T t T t T t T t U u U u U u U u U u V v V v W w W w W w W w W w X x X x Y y
Z z Z z Z z h t w y a' s s. s. Ss d A a A a A a A a A a A a A a A a A a A a A a A a E e E e E e
E e E e E e E e E e I i I i O o O o O o O o O o O o O o O o O o O o O o O o U u U u U u U u U u
U u U u Y y Y y Y y Y y Ll ll V v Y y
]==],
  [0x1F00] = [==[
a ha a ha a ha a ha A Ha A Ha A Ha A Ha e he e he e he \0 \0 E He E He E He \0 \0 i hi i hi i hi
i hi I Hi I Hi I Hi I Hi i hi i hi i hi i hi I Hi I Hi I Hi I Hi o ho o ho o ho \0 \0 O Ho O Ho
O Ho \0 \0 y hy y hy y hy y hy \0 Hy \0 Hy \0 Hy \0 Hy o ho o ho o ho o ho O Ho O Ho O Ho O Ho a
a e e i i i i o o y y o o \0 \0 a ha a ha a ha a ha A Ha A Ha A Ha A Ha i hi i hi i hi i hi I Hi
I Hi I Hi I Hi o ho o ho o ho o ho O Ho O Ho O Ho O Ho a a a a a \0 a a A A A A A ' i ' ~ "~ i i
i \0 i i E E I I I '` '' '~ i i i i \0 \0 i i I I I I \0 h` h' h~ y y y y r rh y y Y Y Y Y Rh "`
"' ` \0 \0 o o o \0 o o O O O O O ' h
]==],
  [0x2010] = [==[
- - - - - - || _ ' ' ' ' " " " " + ++ * * . .. ... - \s \s \0 \0 \0 \0 \0 \s %0 %00 ' '' ''' `
`` ``` ^ < > * !! !? - _ - ^ *** - /
]==],
  [0x20A0] = [==[
CE C Cr F L m N Pts Rs W NIS d EUR K T Dr Pf P G A HRN C lt Sm T Rs TL M Manat Rb Lari BTC
]==],
  [0x2100] = [==[
a/c a/s C C CL c/o c/u E g F g H H H h h I I L l # N No (P) p P Q R R R Rx R SM TEL TM V Z oz
Ohm Mho Z i K A B C e e E F F M o a b g d i Q FAX p g G P S G L L Y D d e i j PL & P A/S f Sh
]==],
  [0xFB00] = [==[
ff fi fl ffi ffl st st
]==],
  [0x3041] = [==[
a a i i u u e e o o ka ga ki gi ku gu ke ge ko go sa za shi ji su zu se ze so zo ta da chi ji t
tsu zu te de to do na ni nu ne no ha ba pa hi bi pi fu bu pu he be pe ho bo po ma mi mu me mo ya
ya yu yu yo yo ra ri ru re ro wa wa i e o n vu ka ka \0 \0 ' ` ' ` - -' yori = a a i i u u e e o
o ka ga ki gi ku gu ke ge ko go sa za shi ji su zu se ze so zo ta da chi ji t tsu zu te de to do
na ni nu ne no ha ba pa hi bi pi fu bu pu he be pe ho bo po ma mi mu me mo ya ya yu yu yo yo ra
ri ru re ro wa wa i e o n vu ka ka va vi ve vo - \0 - -'
]==],
  [0xFF01] = [==[
! " # $ % & ' ( ) * + , - . / 0 1 2 3 4 5 6 7 8 9 : ; < = > ? @ A B C D E F G H I J K L M N O P
Q R S T U V W X Y Z [ \ ] ^ _ ` a b c d e f g h i j k l m n o p q r s t u v w x y z { | } ~
]==],
}
