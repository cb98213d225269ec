"""Given names that are common where the Atlas is used: they tell a person's full name from other capitalized words.

Left out are those that places and organizations are often called by, such as Grace, Jackson, Lincoln and Virginia.
"""

from __future__ import annotations

_ENGLISH = """
aaron abby abigail abraham adam adrian adrienne agnes aidan alan albert alex alexa alexander alexandra alexis alfred
alice alicia alison aliyah allan allison alyssa amanda amelia amy andre andrea andrew andy angela angie anita ann anna
anne annette annie annmarie anthony antoine antonia antonio arlene arnold arthur ashley audrey ayana barbara barry
beatrice becky ben benjamin bernadette bernard bernice bert bertha beth bethany betsy betty beverly bill billy blake
bob bobby bonnie brad bradley brandon brenda brendan brent brett brian brianna bridget britney brittany bruce bryan
caitlin caleb calvin cameron camille candace carl carla carly carmen carol caroline carolyn carrie catherine cathy
cecilia cedric charlene charles charlie cheryl cheyenne chloe chris christa christina christine christopher christy
cindy claire clara clarence claudia clayton clifford colin colleen connie connor constance corey corinne courtney
craig curtis cynthia damian dan dana daniel danielle danny darius darlene darnell darrell darren daryl dave david
deandre debbie deborah debra deirdre denise dennis derek derrick deshawn desiree devin devon diana diane dick dolores
dominic dominique don donald donna dora doreen doris dorothy doug duane dustin dwayne dwight dylan ebony ed eddie
edgar edith edna edward edwin eileen elaine eleanor eli elijah elisa elise elizabeth ella ellen ellie elliot elsie
emily emma eric erica erik erika erin ernest esther ethan ethel eugene eunice eva evan eve evelyn felicia fiona fran
frances frank fred frederick gabriel gabrielle gail garrett gary gavin geoffrey george gerald geraldine gilbert gina
gladys glenda gloria gordon graham greg gregory greta gretchen gwen hailey hal hannah harold harriet harry harvey
hazel hector heidi helen henry herbert herman hilary hugh ian imani irene isaac isabel isabella isaiah jack jackie
jacob jacqueline jada jake jamal james jamie jan jane janelle janet janice jaquan jared jasmine jason jay jayden jean
jeanette jeanne jeff jeffrey jen jenna jennifer jenny jeremiah jeremy jermaine jerome jerry jesse jessica jessie jill
jim jimmy joan joann joanna joanne jodi joe joel joey john johnny jon jonah jonathan joseph josephine josh joshua
joyce juanita judith judy julia julian julie juliet justin kaitlin kaitlyn kara karen karl kate katelyn katherine
kathleen kathryn kathy katie kayla keisha keith kellie kelly kelsey ken kendra kenneth kerry kevin keyshawn kiara kim
kimberly kirk kirsten kris kristen kristin kristina kristine kurt kwesi kyle ladonna lakeisha lakisha lamar lana larry
latasha latonya latoya laura lauren laurence laurie lawrence leah leanne lena leo leon leonard leroy leslie lewis liam
lillian linda lindsay lindsey lisa lois lola lonnie lori lorraine louis louise lucas lucille lucy luke lydia lynn
lynne mabel mackenzie maggie malcolm malia malik mandy marc marcia marcus marcy margaret margie marguerite maria
marian marianne marie marilyn marissa marjorie mark marlene marquis marsha martha martin marvin mary matt matthew
maureen maurice maxine mckenna meagan megan meghan melanie melinda melissa melvin meredith mia michael michele
michelle mick mike mildred mindy miranda miriam mitchell molly monica monique muriel myra nadine nancy naomi natalie
natasha nathan nathaniel neil nicholas nichole nick nicole nina noah noel nora norma norman oliver olivia oscar pam
pamela pat patrice patricia patrick patty paul paula pauline peggy penny perry pete peter phil philip phillip phyllis
priscilla quincy rachael rachel ralph randall randy rashad ray raymond rebecca reggie regina reginald rhonda richard
rick ricky rita rob robert roberta robin robyn rochelle rodney roger roland ron ronald ronnie rosa rosalie rosemarie
rosemary ross roxanne roy russell ruth ryan sabrina sally sam samantha samuel sandra sandy sara sarah scott sean seth
shana shane shanice shaniqua shannon sharon shaun shauna shawn sheila shelley sheri sherry sheryl shirley simon sonia
sonya sophia sophie spencer stacey stacy stan stanley stella stephanie stephen steve steven stuart sue susan susana
susie suzanne sylvia tabitha tamara tameka tami tamika tammy tanisha tanya tara tasha taylor ted teresa terrance
terrence terri terry tess thelma theodore theresa thomas tia tiffany tim timothy tina todd tom tommy toni tony tonya
tracey traci tracy travis tremaine trevor tricia tristan tyler tyrell tyrone tyson valerie vanessa vera vernon
veronica vicki vickie vicky vincent vivian wade wallace walter wanda warren wayne wendy wesley whitney wilbur wilfred
willa william willie winifred winston yolanda yvette yvonne zachary zoe
"""
_ROMANCE = """
adela adolfo adriana agustin alain alberto alejandra alejandro alessandra alessandro alfonso alfredo alvaro ana anais
andres angelica angelo aniello antonella araceli armando arturo aurelie beatriz benedicte benito benoit bernardo
bianca blanca bruno camila carlo carlos carlota caterina cecile celeste celia cesar chantal chiara christophe claude
claudio consuelo cristian cristina damien daniela dario delphine diego domenico eduardo elena elisa eloise emilia
emiliano emilio emmanuel enrique enzo ernesto esteban estela eugenia fabio fatima federica federico felipe fernanda
fernando filipa florian francesca francesco francisca francisco franck francois francoise gabriela gael gerardo gilles
giorgio giovanna giovanni giulia giuseppe gonzalo graciela guillermo gustavo helene hugo humberto ignacio ines inez
isabelle ismael ivan jacques javier jeronimo joana joao joaquin jorge jose josefina juan juana julien julio karina
laetitia laurent leonardo leonor leticia lorena lorenzo luc luca lucia luciana luciano lucie luigi luis luisa luiz
lupe magdalena manuel manuela marcela marcelo marco marcos margarita mariana mariano maricela mario marisol marta
mateo mathieu mathilde matilde matteo mauricio maximiliano mercedes miguel mireille mirta moises nadia natalia nicolas
noemi norberto octavio olga olivier omar orlando osvaldo pablo paola paolo pascal patrizia paulo pedro philippe pierre
pilar rafael rafaela ramiro ramon raquel raul remi renata renato rene ricardo roberto rocio rodolfo rodrigo rogelio
rosario ruben salvador salvatore sandrine santino saul sebastian serge sergio silvia simone sofia stefania stefano
sylvie tatiana tereza thierry tomas ursula valentina valeria vanesa veronique vicente virginie xavier ximena xiomara
xochitl yadira yannick yesenia yves zoraida
"""
_GERMANIC_AND_SLAVIC = """
agnieszka aleksandr aleksandra alexei alois anders andreas andrei andrzej anja anke annelies annika antje anton astrid
axel bartosz bas bastian bernd birgit bjorn bogdan boris britta christoph clemens daan dagmar detlef dieter dietmar
dmitri dmitry dorothea eberhard ekaterina elke elzbieta erwin eva ewa femke fiete frauke friedrich fritz gabriele
georg gerd gerda gerhard gisela grazyna gregor grzegorz gunter gunther hanna hannelore hans harald hartmut heike
heinrich heinz helga helmut henrik herta hilde horst igor ilse inge ingrid irina irmgard iwona jaap jakub jana janusz
jens jerzy joachim joanna jochen johan johanna johannes joost jorg jozef julius jurgen jutta kaja karin karsten
katarzyna katja katrin kees klaas klaus konrad krzysztof lars lech liesbeth ludmila ludwig lukas maarten maciej magda
malgorzata manfred mareike marek margot marijke markus marlies marten martina mathias matthias mikhail milan mirjam
monika natalya niels nikolai nils olaf oleg olena otto pavel pawel petra pieter piotr rainer ralf reinhard renate rolf
rudiger rudolf ruud sabine sander sanne sascha sergei sigrid silke sjoerd solveig stanislaw stefan stefanie susanne
sven svetlana swen tadeusz tanja thorsten tobias tomasz torsten udo ulrich ulrike ursula ute uwe vaclav vera viktor
vladimir volker werner willem wim wojciech wolfgang yuri zbigniew zofia
"""
_OTHERS = """
aaliyah abdul abdullah abebe abena adaeze adebayo aditi aditya adwoa ahmad ahmed aisha aishah ajay akash akua ali alia
amadou amani amara amina amir amit amrita anand anil anita anjali ankit anthea anwar anya aparna apinya arash arjun
arun asha ashok asif asma atefeh ayesha ayo ayumi azadeh babak bao bashir bibi bilal binh bukola chandra chen chiamaka
chidi chinedu chioma chukwu cuong dae darya deepa deepak deepika devi dhruv divya duc dung ebele efua elham emeka esra
fadi faisal farah farhad farid fatema fatimah fatma fatou femi folasade gaurav geeta gita gopal habib hadi hadiya
haile hakim hamid hana haruki hasan hassan hassana hiroshi hoa hong huda hussein hye hyun ibrahim ifeoma imran indira
iqbal isha ishaan jamila jamshid jasper jaya jia jian jiho jin jing joon jun jyoti kamal kamala kareem karim karthik
kavita kavya kazuo keiko kemi kenji khadija khalid kiran kofi kojo krishna kumar kunal kwabena kwame lakshmi lata
layla leila leilani li lihua lin ling linh liping mahesh mahmoud mai mamadou manish manoj maryam masoud meena meera
megha mehdi mehmet mei ming minh miriama mohamed mohammad mohammed mohan mona mostafa muhammad mukesh mustafa nabil
nadeem nadia naima nam nandini narges nasrin naveed neha ngoc nguyen nia nikhil nikita nilufar nisha nkechi nneka noor
nour obi olu oluwaseun omari oumar padma parisa parvati phuong pooja prabhu pradeep prakash pranav prasad preeti priya
quang quynh rahul raj raja rajesh rakesh ramesh rana rani rashid ravi reem rekha reza rina rohan rohit roya ruchi saad
sachin sadia saida sakura salim salma samina samir sana sandeep sangeeta sanjay santosh sara sarita satish sayed seema
seo shabnam shahid shalini shankar sharma shilpa shirin shiva shreya shu siddharth sita sneha soo sunil sunita suresh
sushma swati tae taha takashi tariq tenzin thanh thao thi thuy trang tuan tunde uche uma usha usman vijay vikram vinay
vinod vivek wafa wei xia xiao xin xiu yan yang yara yasmin yasmine yasuo yi ying yoko yong yoon yoshi youssef yu yuan
yuki yuko yusuf zahra zainab zara zeinab zhen zhi ziad zuri
"""

GIVEN_NAMES = frozenset(f"{_ENGLISH}{_ROMANCE}{_GERMANIC_AND_SLAVIC}{_OTHERS}".split())
"""Without capitals and accents."""
